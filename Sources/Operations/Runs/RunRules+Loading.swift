package import Billing
import Interchange
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

    package var description: String {
        switch self {
        case .zone(let scheme, let name): "scheme \(scheme): no time zone \(name)"
        case .tariff(let code, let reason): "tariff \(code): \(reason)"
        case .policy(let reason): "billing policy: \(reason)"
        }
    }
}

extension Books {
    /// The rules of a run, as known when it was planned unless other knowledge is given.
    package func runRules(for run: RunRecord, known: Knowledge? = nil) throws -> RunRules {
        let known = known ?? Knowledge(at: run.plannedEvent)
        let policy = try billingPolicy(known: known, on: run.plannedOn)
        guard let version = RuleVersion(rawValue: run.ruleVersion) else {
            throw RunProblem.ruleVersionUnknown(run: run.id, version: run.ruleVersion)
        }
        var rules = RunRules(
            through: run.through, today: run.plannedOn, schemes: try schemeRules(),
            tariffs: try tariffsInForce(known: known), gates: policy.gates,
            limits: policy.limits, readWindow: policy.readWindow, estimates: policy.estimates)
        rules.version = version
        rules.policy = try self.policy(known: known)?.part
        rules.hash = SHA256.function
        return rules
    }

    /// The utility's policy, or the rulebook's defaults where it has made none.
    package func billingPolicy(known: Knowledge = .now, on day: Day) throws -> BillingPolicy {
        guard let version = try policy(known: known) else { return BillingPolicy(on: day) }
        do {
            return try BillingPolicy.read(yaml: version.text, file: version.fileName, on: day)
        } catch { throw RulesDamaged.policy("\(error)") }
    }

    /// The policy by which the bills of a run are issued and printed: as known when their release
    /// began, so that one that was interrupted ends as it began; before that, today's.
    package func printingPolicy(of run: RunRecord) throws -> BillingPolicy {
        guard let began = try steps(runID: run.id).last(where: { $0.state == .releasing }) else {
            return try billingPolicy(on: try businessDay())
        }
        return try billingPolicy(known: Knowledge(at: began.event), on: began.day)
    }

    package func schemeRules() throws -> [SchemeRules] {
        try schemes().map { scheme in
            guard let zone = Zones.zone(scheme.zone) else {
                throw RulesDamaged.zone(scheme: scheme.code, name: scheme.zone)
            }
            return SchemeRules(code: scheme.code, currency: scheme.currency, zone: zone)
        }
    }

    private func tariffsInForce(known: Knowledge) throws -> [String: TariffInForce] {
        var tariffs: [String: TariffInForce] = [:]
        for version in try self.tariffs(known: known) {
            tariffs[version.code] = try version.inForce()
        }
        return tariffs
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
    package init(
        book: TariffBook, versionID: Int64, digest: Digest = .none
    ) throws(BookRefused) {
        let holidays = WorkingCalendar.of(Jurisdiction(book.jurisdiction))?.holidays ?? []
        self.init(
            versionID: versionID, digest: digest, plan: try TariffPlan(book),
            calendar: TariffCalendar(holidays: Set(holidays.map(\.day))))
    }
}
