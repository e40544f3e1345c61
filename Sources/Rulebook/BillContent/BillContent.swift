package import Measures

/// A law, licence or code that says what a bill must show, and for whom.
package struct ContentLaw: Sendable, Hashable {
    package let code: String
    package let title: String
    package let territory: Territory
    package let commodities: Set<Commodity>
    package let customers: Set<CustomerClass>
    /// Bills issued on or after this day must obey.
    package let from: Day

    init(
        _ code: String, title: String, territory: Territory,
        commodities: Set<Commodity> = Set(Commodity.allCases),
        customers: Set<CustomerClass> = Set(CustomerClass.allCases), from: Day
    ) {
        self.code = code
        self.title = title
        self.territory = territory
        self.commodities = commodities
        self.customers = customers
        self.from = from
    }
}

/// One thing that a law makes a bill show.
package struct ContentRule: Sendable, Hashable {
    /// Which bills must show it.
    package enum Occasion: String, Sendable, Hashable, CaseIterable {
        case always
        /// Something was measured.
        case metered
        /// It stands on readings of a register.
        case read
        case estimated
        case taxed
        /// It ends the supply to the customer.
        case final
        /// Earlier use of the customer is on file.
        case comparable
    }

    /// How we know the rule.
    package enum Basis: String, Sendable, Hashable, CaseIterable {
        /// The text of the law, or a source named in the domain rules.
        case text
        /// A summary or memory of it: check the law itself before relying on it.
        case summary
        /// Chosen by us from what good bills show.
        case convention
    }

    package let law: ContentLaw
    package let item: BillItem
    package let occasion: Occasion
    /// Instrument and clause, and our number of the rule.
    package let source: String
    package let basis: Basis

    /// Such as `GB-HEAT-2026.priority-services`; never changes.
    package var code: String { law.code + "." + item.rawValue }
}

/// What bills must show (rules D3), by law; a place without a law here demands nothing.
package enum BillContent {
    /// What the law in force on the day of issue demands; the occasion is for the bill to judge.
    package static func demands(
        _ commodity: Commodity, _ customer: CustomerClass, in jurisdiction: Jurisdiction,
        on day: Day
    ) -> [ContentRule] {
        rules.filter { rule in
            rule.law.from <= day && rule.law.commodities.contains(commodity)
                && rule.law.customers.contains(customer)
                && rule.law.territory.holds(in: jurisdiction)
        }
    }

    package static let rules: [ContentRule] = britain + australia + europe + america

    /// The rules of one law that have the same source and basis.
    static func demand(
        _ law: ContentLaw, source: String, basis: ContentRule.Basis, _ items: [BillItem],
        when occasion: ContentRule.Occasion? = nil
    ) -> [ContentRule] {
        items.map { item in
            ContentRule(
                law: law, item: item, occasion: occasion ?? item.usualOccasion, source: source,
                basis: basis)
        }
    }

    static func date(year: Int, month: Int, day: Int) -> Day {
        guard let date = Day(year: year, month: month, day: day) else {
            preconditionFailure("no date: \(year)-\(month)-\(day)")
        }
        return date
    }

    /// What every bill shows where a law names no list of its own (rule D3.1).
    static let usual: [BillItem] = [
        .supplier, .contact, .account, .billNumber, .customer, .supplyAddress, .billDate, .period,
        .meter, .readings, .use, .tariff, .prices, .charges, .tax, .balance, .amountDue, .due,
        .payment, .emergency, .estimate, .giveReading, .final,
    ]
    /// What customers with protection see as well (rule D3.1).
    static let usualForSmall: [BillItem] = [.help, .complaints, .formats]
}

extension BillItem {
    /// Which bills show it unless a law says otherwise.
    var usualOccasion: ContentRule.Occasion {
        switch self {
        case .meter, .use: .metered
        case .readings, .conversion: .read
        case .estimate, .giveReading: .estimated
        case .tax: .taxed
        case .final: .final
        case .comparison: .comparable
        default: .always
        }
    }
}
