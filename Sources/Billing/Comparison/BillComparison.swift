package import Measures

/// What moved the total from one bill to the next of the same account, cause by cause.
///
/// The rule and its order are published in `Docs/comparison.md`. Every move is in minor units,
/// and all moves add up to this total less the last, to the penny.
package struct BillComparison: Sendable, Hashable {
    /// The steps in their published order.
    package enum Step: String, Sendable, Hashable, CaseIterable {
        case services, tariff, price, days, details, usage, adjustments, tax
        case lastTrueUp = "last-true-up"
        case trueUp = "true-up"

        package static let allCases: [Step] = [
            .services, .lastTrueUp, .tariff, .price, .days, .details, .usage, .trueUp,
            .adjustments, .tax,
        ]
    }

    /// Money that one cause moved; what is on no one supply point has none.
    package struct Move: Sendable, Hashable {
        package let supplyPointID: Int64?
        package let cause: Cause
        package let money: Int64
    }

    package let last: Bill
    package let this: Bill
    /// In the order of the steps; what moves nothing is left out.
    package let moves: [Move]

    package var money: Int64 { this.total.minorUnits - last.total.minorUnits }

    /// Days between the two bills that neither charges.
    package var gap: Period? {
        let (from, upTo) = (last.period.end, this.period.start)
        return from < upTo ? Period(from: from, upTo: upTo) : nil
    }
}

/// Why two bills are not compared, in order of precedence.
package enum NotCompared: Error, Hashable, Sendable {
    case otherAccount
    case otherPremises
    case otherCurrency(Currency)
    /// No supply point is on both.
    case otherServices
}

extension BillComparison {
    /// The facts of a move, for the sentence about it.
    package enum Cause: Sendable, Hashable {
        /// A service, or days of it under another agreement, that only this bill has.
        case came(Part)
        case went(Part)
        case lastTrueUp([TrueUp])
        case tariff(from: String, to: String)
        /// The two tariffs measure different things: days, use and prices cannot be told apart.
        case otherMeasure(from: String, to: String)
        case price([PriceChange])
        case days(last: Int, this: Int)
        case details([DetailChange])
        case usage([UseChange])
        case trueUp([TrueUp])
        /// What no tariff charges.
        case adjustments
        case tax(last: Int64, this: Int64)
    }

    package struct Part: Sendable, Hashable {
        package let tariff: String
        package let period: Period
        /// Whether the other bill has the supply point, and whether under the same tariff.
        package let isKnownPoint: Bool
        package let isKnownTariff: Bool
    }

    /// One price of a charge that stands once on each bill.
    package struct PriceChange: Sendable, Hashable {
        package let charge: String
        package let unit: String
        package let last: Exact
        package let this: Exact
    }

    /// A dated fact of the supply point; nil where a bill did not ask for it.
    package struct DetailChange: Sendable, Hashable {
        package let name: String
        package let last: String?
        package let this: String?
    }

    /// What one usage came to on each bill, with estimates of earlier bills put aside.
    package struct UseChange: Sendable, Hashable {
        package let usage: String
        package let last: Exact
        package let lastDays: Int
        package let this: Exact
        package let thisDays: Int
        package let isEstimated: Bool
    }
}

extension BillComparison.Cause {
    /// The step that a cause belongs to.
    package var step: BillComparison.Step {
        switch self {
        case .came(let part), .went(let part):
            part.isKnownTariff ? .days : part.isKnownPoint ? .tariff : .services
        case .lastTrueUp: .lastTrueUp
        case .tariff, .otherMeasure: .tariff
        case .price: .price
        case .days: .days
        case .details: .details
        case .usage: .usage
        case .trueUp: .trueUp
        case .adjustments: .adjustments
        case .tax: .tax
        }
    }
}
