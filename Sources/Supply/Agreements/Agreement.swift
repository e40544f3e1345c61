package import Measures

/// An account supplied at a supply point under a tariff for a period.
///
/// A supply point's agreements leave no gap and never overlap between its connection and its
/// disconnection; the owner's void agreement fills the space between customers.
package struct Agreement: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable { case occupied, void }

    package let id: Int64
    package let accountID: Int64
    package let supplyPointID: Int64
    /// Code of the tariff book that prices it.
    package let tariff: String
    package let kind: Kind
    /// Ends on `Day.openEnd` while it runs.
    package let period: Period

    package init(
        id: Int64, accountID: Int64, supplyPointID: Int64, tariff: String, kind: Kind,
        period: Period
    ) {
        self.id = id
        self.accountID = accountID
        self.supplyPointID = supplyPointID
        self.tariff = tariff
        self.kind = kind
        self.period = period
    }
}

/// Why agreements of one supply point cannot stand together.
package enum AgreementsRefused: Error, Hashable, Sendable {
    /// Two agreements share days (rule D2 AC-DOB).
    case overlap(first: Int64, second: Int64, days: Period)
}

extension Agreement {
    /// The days that it shares with the first of some agreements of its supply point that hold
    /// one of its days; nil where none does.
    package func overlap(with others: some Sequence<Agreement>) -> Period? {
        others.lazy.compactMap { $0.period.shared(with: self.period) }.first
    }

    /// Refuses agreements of one supply point that share a day.
    package static func check(_ agreements: [Agreement]) throws(AgreementsRefused) {
        let ordered = agreements.filter { !$0.period.isEmpty }
            .sorted { $0.period.start < $1.period.start }
        for (one, next) in zip(ordered, ordered.dropFirst()) {
            guard let days = one.overlap(with: [next]) else { continue }
            throw .overlap(first: one.id, second: next.id, days: days)
        }
    }
}
