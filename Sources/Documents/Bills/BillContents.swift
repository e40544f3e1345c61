import Measures
package import Rulebook

// What a bill shows, asked of the bill itself (rules D3): no flag says so beside it.

extension BillDocument {
    /// Whether the bill shows the item to whoever reads it.
    package func shows(_ item: BillItem) -> Bool {
        BillContents.checks[item].map { $0(self) } ?? false
    }

    /// Whether it is a bill of the kind that must show something on this occasion.
    package func meets(_ occasion: ContentRule.Occasion) -> Bool {
        switch occasion {
        case .always: true
        case .metered: segments.contains { !$0.usages.isEmpty || !$0.readings.isEmpty }
        case .read: segments.contains { !$0.readings.isEmpty }
        case .estimated: isEstimated
        case .taxed: segments.contains { !$0.taxes.isEmpty }
        case .final: isFinal
        case .comparable: !usage.isEmpty
        }
    }

    /// The rules that hold for the bill, each with whether it is met.
    package func checked(_ rules: [ContentRule]) -> [CheckedRule] {
        rules.map { rule in
            let state: CheckedRule.State =
                !meets(rule.occasion) ? .notNeeded : shows(rule.item) ? .shown : .missing
            return CheckedRule(rule: rule, state: state)
        }
    }
}

/// A rule of bill content with what a bill does about it.
package struct CheckedRule: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
        case shown, missing
        /// The occasion is not met: nothing is estimated, taxed, and so on.
        case notNeeded = "not-needed"
    }

    package let rule: ContentRule
    package let state: State
}

/// How each item is found on a bill.
enum BillContents {
    typealias Check = @Sendable (BillDocument) -> Bool

    static let checks = heading.merging(services) { $1 }.merging(sums) { $1 }.merging(words) { $1 }

    private static let heading: [BillItem: Check] = [
        .supplier: { !$0.issuer.name.isEmpty },
        .account: { !$0.customer.account.isEmpty },
        .billNumber: { $0.number?.isEmpty == false },
        .customer: { !$0.customer.name.isEmpty && isThere($0.customer.postalAddress) },
        .supplyAddress: { isThere($0.customer.supplyAddress) },
        .supplyNumber: { each($0) { !$0.supplyPoint.isEmpty } },
        .billDate: { $0.issued != nil },
        .period: { !$0.period.isEmpty },
        .final: { $0.isFinal },
    ]

    private static let services: [BillItem: Check] = [
        .tariff: { each($0) { !$0.tariff.isEmpty } },
        .meter: { each($0) { $0.usages.isEmpty || !$0.meters.isEmpty } },
        .readings: { each($0) { $0.readings.allSatisfy(isRequested) } },
        .use: { each($0) { !$0.usages.isEmpty || $0.readings.isEmpty } },
        .conversion: { each($0) { !$0.isGas || $0.readings.isEmpty || hasConversion($0) } },
        .prices: { each($0) { $0.lines.contains { $0.price != nil || $0.form == .sum } } },
        .charges: { each($0) { !$0.lines.isEmpty && addsUp($0.lines.map(\.amount), to: $0.net) } },
        .tax: { each($0, taxIsTold) },
        .estimate: { $0.estimateNotice != nil },
        .comparison: { $0.usage.contains { $0.bars.count > 1 } },
    ]

    private static let sums: [BillItem: Check] = [
        .balance: { $0.balance != nil },
        .amountDue: { !$0.demand.amount.isEmpty && addsUp($0.segments.map(\.total), to: $0.total) },
        .due: { $0.due != nil },
    ]

    private static let words: [BillItem: Check] = [
        .contact: { isThere($0.issuer.contact) },
        .payment: { isThere($0.issuer.payment) },
        .help: { isThere($0.issuer.help) },
        .complaints: { isThere($0.issuer.complaints) },
        .emergency: { $0.issuer.emergency?.isEmpty == false },
        .formats: { $0.issuer.accessibility?.isEmpty == false },
        .taxNumber: { $0.issuer.taxNumber?.isEmpty == false },
        .giveReading: { $0.howToGiveReading?.isEmpty == false },
        .advice: { says(.advice, $0) },
        .contract: { says(.contract, $0) },
        .network: { says(.network, $0) },
        .cheaperTariff: { says(.cheaperTariff, $0) },
        .priorityServices: { says(.priorityServices, $0) },
        .energySources: { says(.energySources, $0) },
    ]

    private static func each(
        _ bill: BillDocument, _ holds: (SegmentDocument) -> Bool
    ) -> Bool {
        !bill.segments.isEmpty && bill.segments.allSatisfy(holds)
    }

    private static func isThere(_ lines: [String]) -> Bool {
        lines.contains { !$0.isEmpty }
    }

    private static func says(_ text: UtilityText, _ bill: BillDocument) -> Bool {
        bill.messages.contains { $0.about == text && !$0.text.isEmpty }
    }

    /// Both readings say in a word how they came about.
    private static func isRequested(_ pair: SegmentDocument.ReadingPair) -> Bool {
        [pair.previous, pair.current].allSatisfy { $0.typeForPeople != $0.type }
    }

    private static func hasConversion(_ segment: SegmentDocument) -> Bool {
        ["calorific", "correction"].allSatisfy { word in
            segment.facts.contains { $0.name.lowercased().contains(word) }
        }
    }

    private static func taxIsTold(_ segment: SegmentDocument) -> Bool {
        let added = segment.taxes.filter { !$0.isIncluded }.map(\.amount)
        return segment.taxes.allSatisfy { !$0.label.isEmpty }
            && addsUp([segment.net] + added, to: segment.total)
    }

    private static func addsUp(_ amounts: [Money], to total: Money) -> Bool {
        amounts.reduce(.zero(total.currency)) { $0 + $1 } == total
    }
}

extension SegmentDocument {
    fileprivate var isGas: Bool { commodity.lowercased() == Commodity.gas.rawValue }
}
