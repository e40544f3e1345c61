import Measures
import Tariffs

/// Which earlier bills the tariffs of a run ask for.
package struct ReachBack: Sendable, Hashable {
    /// Codes of the tariffs that ask.
    package let tariffs: Set<String>
    /// Months before the first unbilled day; nil for all that was ever billed.
    package let months: Int?

    /// Nil where no tariff asks for earlier bills.
    package init?(_ tariffs: [String: TariffInForce]) {
        let asking = tariffs.filter { !$0.value.fromBills.isEmpty }
        guard !asking.isEmpty else { return nil }
        self.tariffs = Set(asking.keys)
        let spans = asking.values.flatMap { $0.fromBills.map(\.bills.span) }
        let months = spans.compactMap { $0.months }
        self.months = months.count == spans.count ? months.max() : nil
    }
}

extension TariffBook.FromBills.Span {
    fileprivate var months: Int? {
        switch self {
        case .year: 12
        case .months(let count): count
        case .account: nil
        }
    }
}

extension TariffInForce {
    /// A number or a series that a run takes from earlier bills.
    struct BillsInput: Sendable {
        let name: String
        let isSeries: Bool
        let otherwise: Exact?
        let bills: TariffBook.FromBills
    }

    static func fromBills(_ book: TariffBook) -> [BillsInput] {
        book.inputs.compactMap { input in
            input.fromBills.map {
                BillsInput(
                    name: input.name, isSeries: input.kind == .series,
                    otherwise: input.otherwise, bills: $0)
            }
        }
    }
}
