package import Billing
package import Interchange
package import Measures
import Rulebook
package import Storage
import Supply
package import Tariffs

/// Books or zones that were taken in and can no longer be read: the installation is damaged.
package enum RulesDamaged: Error, Sendable, CustomStringConvertible {
    case zone(scheme: String, name: String)
    case tariff(code: String, reason: String)
    case policy(String)
    case prices(String)

    package var description: String {
        switch self {
        case .zone(let scheme, let name): "scheme \(scheme): no time zone \(name)"
        case .tariff(let code, let reason): "tariff \(code): \(reason)"
        case .policy(let reason): "billing policy: \(reason)"
        case .prices(let code): "prices of \(code): a value does not fit"
        }
    }
}

extension Books {
    /// The rules of a run, as known when it was planned unless other knowledge is given.
    package func runRules(for run: RunRecord, known: Knowledge? = nil) throws -> RunRules {
        guard RuleVersion(rawValue: run.ruleVersion) != nil else {
            throw RunProblem.ruleVersionUnknown(run: run.id, version: run.ruleVersion)
        }
        let file = try rulesFile(for: run, known: known)
        if run.ruleVersion < RuleVersion.four.rawValue,
            let odd = file.schemes.first(where: { $0.currency.digits != 2 })
        {
            throw RunProblem.currencyOfOldRules(run: run.id, currency: odd.currency.rawValue)
        }
        return try RunRules(file)
    }

    /// The texts that the rules of a run are made of.
    package func rulesFile(for run: RunRecord, known: Knowledge? = nil) throws -> RulesFile {
        let known = known ?? Knowledge(at: run.plannedEvent)
        let tariffs = try tariffs.versions(known: known)
        return RulesFile(
            run: run.id, through: run.through, plannedOn: run.plannedOn,
            program: run.ruleVersion,
            schemes: try supply.schemes().map(RulesFile.Scheme.init),
            policy: try self.tariffs.policy(known: known).map {
                RulesFile.Text(version: $0.id, file: $0.fileName, text: $0.text)
            },
            tariffs: tariffs.map {
                RulesFile.Tariff(
                    code: $0.code,
                    book: RulesFile.Text(version: $0.id, file: $0.fileName, text: $0.book))
            },
            prices: try priceSeries(namedBy: tariffs, through: run.through, known))
    }

    /// The series that a text of a tariff names, read once for a run.
    private func priceSeries(
        namedBy tariffs: [TariffVersion], through: Day, _ known: Knowledge
    ) throws -> [PriceSeries] {
        try self.tariffs.priceSeriesCodes(known: known).filter { code in
            tariffs.contains { $0.book.contains("from_prices") && $0.book.contains(code) }
        }.map { code in
            let stored = try self.tariffs.prices(of: code, through: through, known: known)
            let series = PriceSeries(
                code, unit: stored.first?.unit ?? "", isByDay: stored.first?.isByDay ?? true,
                rows: stored.map(\.row))
            guard let series else { throw RulesDamaged.prices(code) }
            return series
        }
    }

    package func schemeRules() throws -> [SchemeRules] {
        try supply.schemes().map { try SchemeRules(RulesFile.Scheme($0)) }
    }

    /// The utility's policy, or the rulebook's defaults where it has made none.
    package func billingPolicy(known: Knowledge = .now, on day: Day) throws -> BillingPolicy {
        guard let version = try tariffs.policy(known: known) else { return BillingPolicy(on: day) }
        do {
            return try BillingPolicy.read(yaml: version.text, file: version.fileName, on: day)
        } catch { throw RulesDamaged.policy("\(error)") }
    }

    /// The policy by which the bills of a run are issued and printed: as known when their release
    /// began, so that one that was interrupted ends as it began; before that, today's.
    package func printingPolicy(of run: RunRecord) throws -> BillingPolicy {
        guard let began = try runs.steps(runID: run.id).last(where: { $0.state == .releasing })
        else {
            return try billingPolicy(on: try businessDay())
        }
        return try billingPolicy(known: Knowledge(at: began.event), on: began.day)
    }
}

extension RunRules {
    /// The rules that the texts come to, wherever they were read.
    ///
    /// Throws `RulesDamaged` for a text or a zone that this program cannot read.
    package init(_ file: RulesFile) throws {
        guard let version = RuleVersion(rawValue: file.program) else {
            throw RunProblem.ruleVersionUnknown(run: file.run, version: file.program)
        }
        let policy = try file.billingPolicy
        self.init(
            through: file.through, today: file.plannedOn,
            schemes: try file.schemes.map { try SchemeRules($0) },
            tariffs: try file.tariffsInForce, validationLimits: policy.validationLimits,
            limits: policy.limits,
            readWindow: policy.readWindow, estimates: policy.estimates)
        self.version = version
        prices = Dictionary(file.prices.map { ($0.code, $0) }) { $1 }
        self.policy = file.policy.map {
            RulePart("policy", version: $0.version, digest: $0.digest)
        }
        hash = SHA256.function
    }
}

extension RulesFile {
    fileprivate var billingPolicy: BillingPolicy {
        get throws {
            guard let policy else { return BillingPolicy(on: plannedOn) }
            do {
                return try BillingPolicy.read(yaml: policy.text, file: policy.file, on: plannedOn)
            } catch { throw RulesDamaged.policy("\(error)") }
        }
    }

    fileprivate var tariffsInForce: [String: TariffInForce] {
        get throws {
            let tariffs = try tariffs.map { ($0.code, try $0.inForce()) }
            return Dictionary(tariffs) { $1 }
        }
    }
}

extension RulesFile.Text {
    /// Of the text as it is found.
    fileprivate var digest: Digest { SHA256.digest(of: Array(text.utf8)) }
}

extension RulesFile.Tariff {
    fileprivate func inForce() throws -> TariffInForce {
        try TariffVersion(
            id: book.version, code: code, digest: book.digest, fileName: book.file,
            book: book.text
        ).inForce()
    }
}

extension RulesFile.Scheme {
    fileprivate init(_ scheme: Scheme) {
        self.init(code: scheme.code, currency: scheme.currency, zone: scheme.zone)
    }
}

extension SchemeRules {
    fileprivate init(_ scheme: RulesFile.Scheme) throws {
        guard let zone = TimeZoneTables.zone(scheme.zone) else {
            throw RulesDamaged.zone(scheme: scheme.code, name: scheme.zone)
        }
        self.init(code: scheme.code, currency: scheme.currency, zone: zone)
    }
}

extension TariffVersion {
    /// The tariff ready to rate, with the holidays of its jurisdiction.
    package func inForce() throws -> TariffInForce {
        do {
            let book = try TariffBook.read(yaml: self.book, file: fileName)
            return try TariffInForce(book: book, versionID: id, digest: part.digest)
        } catch { throw RulesDamaged.tariff(code: code, reason: "\(error)") }
    }
}

extension TariffInForce {
    /// A book ready to rate, with the holidays of its jurisdiction.
    package convenience init(
        book: TariffBook, versionID: Int64, digest: Digest = .none
    ) throws(BookRefused) {
        let holidays = WorkingCalendar.of(Jurisdiction(book.jurisdiction))?.holidays ?? []
        self.init(
            versionID: versionID, digest: digest, plan: try TariffPlan(book),
            calendar: TariffCalendar(holidays: Set(holidays.map(\.day))))
    }
}
