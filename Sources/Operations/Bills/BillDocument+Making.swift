import Billing
import Customers
package import Documents
import Measures
import Metering
package import Storage
import Supply
import Tariffs

extension BillDocument {
    /// The printed bill: everything it shows, fetched for the renderers. The utility's words are
    /// those known when the bill was released; of a draft, those known now.
    package init(_ explained: ExplainedBill, _ books: Books) throws {
        try self.init(explained, BillSources(books))
    }

    /// To rate the bill before takes longest, so that is left out where nobody reads the comparison.
    init(
        _ explained: ExplainedBill, _ sources: BillSources, texts given: PolicyTexts? = nil,
        compares: Bool = true
    ) throws {
        let bill = explained.bill
        let texts = try given ?? sources.run(BillID.run(of: bill.id)).policy().texts
        guard let premises = try sources.premises[bill.premisesID],
            let scheme = try sources.scheme(premises.scheme),
            let account = try sources.accounts[bill.accountID],
            let party = try sources.parties[account.partyID]
        else { throw BillProblem.noSuchBill("\(bill.id)") }
        let said = SaidTexts(
            texts, scheme: scheme.code, language: party.language,
            commodities: try sources.commodities(of: bill))
        self.init(
            issuer: Issuer(scheme, said), language: party.language,
            isFinal: try sources.isFinal(bill),
            number: explained.issue?.reference, issued: explained.issue?.issuedOn,
            due: explained.issue?.dueOn, period: bill.period,
            customer: Customer(account, party, suppliedAt: premises),
            segments: try zip(bill.segments, explained.workings).map {
                try SegmentDocument($0, workings: $1, of: bill, in: sources)
            }, net: bill.net, tax: bill.tax, total: bill.total,
            balance: try BillBalance(explained, sources),
            howToGiveReading: said.joined(.giveReading, " "),
            usage: try UsageHistory.all(of: bill, sources),
            comparison: compares ? try Comparison(explained, sources) : nil,
            messages: said.messages, proof: bill.proof)
    }
}

extension BillDocument.Customer {
    /// What is written to the customer goes to the party's postal address; where none is given,
    /// or that of the premises without its postcode, to the place that is supplied.
    fileprivate init(_ account: Account, _ party: Party, suppliedAt premises: Premises) {
        let supply = premises.address.addressLines + [premises.postcode].filter { !$0.isEmpty }
        let postal = party.postalAddress?.addressLines ?? []
        self.init(
            account: account.code, name: party.name,
            postalAddress: supply.starts(with: postal) ? supply : postal, supplyAddress: supply)
    }
}

extension String {
    /// An address as it is printed, line by line.
    fileprivate var addressLines: [String] {
        split(separator: ",").map { $0.trimmingPrefix(" ").description }.filter { !$0.isEmpty }
    }
}

extension BillBalance {
    /// What stood on the account before this bill; nil for a draft, which is not on the account.
    init?(_ explained: ExplainedBill, _ sources: BillSources) throws {
        guard let issue = explained.issue else { return nil }
        let bill = explained.bill
        let rows = try sources.statements[bill.accountID] ?? []
        let earlier = rows.prefix { $0.day <= issue.issuedOn && $0.billID != bill.id }
        let before = earlier.filter { $0.amount.currency == bill.currency }
        self.init(
            broughtForward: before.reduce(.zero(bill.currency)) { $0 + $1.amount })
    }
}

extension SegmentDocument {
    init(
        _ segment: BilledSegment, workings: ExplainedBill.SegmentWorkings, of bill: Bill,
        in sources: BillSources
    ) throws {
        let point = try sources.points[segment.supplyPointID]
        let book = workings.tariff.plan.book
        let readings = try segment.readings.map {
            ExplainedReading($0, try RegisterAsBilled($0.registerID, on: bill, in: sources))
        }
        self.init(
            commodity: (point?.commodity.rawValue ?? book.commodity).capitalizedFirst,
            supplyPoint: point?.code ?? "\(segment.supplyPointID)", tariff: book.name,
            period: segment.period,
            readings: try readings.map { try ReadingPair($0, on: bill, in: sources) },
            usages: segment.usages.map {
                Usage($0, between: readings, under: workings.tariff, in: segment)
            },
            facts: try SegmentDocument.facts(of: segment, workings, sources),
            lines: Line.all(of: segment, workings: workings, readings: readings, in: bill.currency),
            taxes: Tax.all(of: segment, workings, bill.currency),
            net: Money(minorUnits: segment.net, currency: bill.currency),
            total: Money(minorUnits: segment.total, currency: bill.currency))
    }
}

extension SegmentDocument {
    /// What the tariff was told, what it took for granted, and the meters without readings.
    private static func facts(
        of segment: BilledSegment, _ workings: ExplainedBill.SegmentWorkings, _ sources: BillSources
    ) throws -> [NamedFigure] {
        let known = segment.properties.map { NamedFigure(named($0.name), .text($0.value)) }
        let names = Set(known.map(\.name))
        let taken = workings.inputsTaken.map { NamedFigure(named($0.name), $0.figure) }
            .filter { !names.contains($0.name) }
        guard segment.readings.isEmpty, !segment.usages.isEmpty else { return known + taken }
        let installed = try (sources.installedRegisters[segment.supplyPointID] ?? [])
            .filter { $0.period.shared(with: segment.period) != nil }.map(\.register.meterSerial)
        let meters = Set(installed).sorted().map {
            NamedFigure(SegmentDocument.meterFact, .text($0))
        }
        return known + taken + meters
    }

    private static func named(_ name: String) -> String {
        name.replacing("_", with: " ").capitalizedFirst
    }
}

extension ExplainedBill.SegmentWorkings {
    /// Numbers that the tariff asks for and that went into a quantity, such as a calorific value.
    fileprivate var inputsTaken: [NamedFigure] {
        let asked = Set(
            tariff.plan.book.inputs.filter { $0.kind != .usage }.map(\.name))
        var taken: [NamedFigure] = []
        for step in lines.flatMap(\.steps) where step.kind == .quantity {
            for input in step.inputs where asked.contains(input.name) {
                if !taken.contains(where: { $0.name == input.name }) { taken.append(input) }
            }
        }
        return taken
    }
}

extension SegmentDocument.Line {
    static func all(
        of segment: BilledSegment, workings: ExplainedBill.SegmentWorkings,
        readings: [ExplainedReading], in currency: Currency
    ) -> [SegmentDocument.Line] {
        segment.lines.enumerated().map { index, line in
            let form = workings.forms[index]
            var shown = SegmentDocument.Line(
                label: workings.labels[index],
                period: line.period == segment.period ? nil : line.period,
                quantity: line.quantity, unit: Unit(line.unit),
                price: form == .sum ? nil : line.price,
                amount: Money(minorUnits: line.amount, currency: currency),
                working: workings.lines[index].reachingBack(to: readings))
            shown.form = form
            return shown
        }
    }
}

extension SegmentDocument.Tax {
    static func all(
        of segment: BilledSegment, _ workings: ExplainedBill.SegmentWorkings, _ currency: Currency
    ) -> [SegmentDocument.Tax] {
        zip(segment.taxes, workings.taxes).map { tax, working in
            let own = workings.tariff.plan.book.taxes.first { $0.code == tax.code }
            return SegmentDocument.Tax(
                label: own?.name ?? tax.code,
                percent: tax.percent, base: Money(minorUnits: tax.base, currency: currency),
                amount: Money(minorUnits: tax.amount, currency: currency),
                isIncluded: tax.isIncluded, working: working)
        }
    }
}

extension SegmentDocument.ReadingPair {
    init(_ reading: ExplainedReading, on bill: Bill, in sources: BillSources) throws {
        let (billed, register) = (reading.billed, reading.register)
        self.init(
            meter: register?.installed.register.meterSerial ?? "\(billed.registerID)",
            register: register?.installed.code ?? "",
            unit: register?.installed.register.unit ?? Unit(""),
            previous: .init(
                day: billed.openingDay, value: billed.opening, type: billed.openingRole),
            current: .init(
                day: billed.closingDay, value: billed.closing, type: billed.closingRole),
            used: billed.consumption, working: reading.working)
        multiplier = register?.installed.register.dial.multiplier
        guard previous.isEstimated else { return }
        let last = try sources.lastBills[bill.id].flatMap { try sources.bill($0) }
        beginsSupply = last.map { !$0.ends(at: billed) } ?? true
    }
}

extension Bill {
    /// Whether one of its readings is the one that another bill's begins with.
    fileprivate func ends(at next: BilledReading) -> Bool {
        segments.contains { segment in
            segment.readings.contains {
                $0.registerID == next.registerID && $0.closingDay == next.openingDay
            }
        }
    }
}

extension BilledReading {
    // One reading of two roles ends one bill and begins another: each says its own (rule B1).
    fileprivate var openingRole: String {
        openingType == ReadType.final.rawValue ? ReadType.opening.rawValue : openingType
    }

    fileprivate var closingRole: String {
        closingType == ReadType.opening.rawValue ? ReadType.final.rawValue : closingType
    }
}

extension SegmentDocument.Usage {
    /// The quantity with, for a dial, the advance between the two readings it stands on.
    init(
        _ usage: BilledUsage, between readings: [ExplainedReading], under tariff: TariffInForce,
        in segment: BilledSegment
    ) {
        let steps = readings.steps(of: usage.usage)
        self.init(
            label: usage.usage.usageForPeople ?? "Used",
            quantity: usage.quantity,
            unit: tariff.plan.unit(of: usage.usage) ?? Unit(""), isEstimated: usage.isEstimated,
            working: steps.isEmpty ? nil : Working(steps))
        if usage.period != segment.period { period = usage.period }
    }
}

extension BilledReading {
    /// The two readings it lies between.
    var pair: [Reading] {
        [
            Reading(
                registerID: registerID, day: openingDay, value: opening,
                type: ReadType(rawValue: openingType) ?? .actual),
            Reading(
                registerID: registerID, day: closingDay, value: closing,
                type: ReadType(rawValue: closingType) ?? .actual),
        ]
    }
}

extension String {
    /// `Night` for `night`; nil for a usage that is all that the service measures.
    var usageForPeople: String? {
        ["kWh", "m3", "kL"].contains(self)
            ? nil : replacing("_", with: " ").capitalizedFirst
    }

    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
