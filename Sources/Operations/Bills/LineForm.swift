import Documents
import Measures
import Tariffs

extension SegmentDocument.Line.Form {
    /// As the charge of the line is reckoned.
    init(_ line: RatedLine, _ plan: TariffPlan) {
        let charge = plan.charge(of: line)
        switch charge.kind {
        case .percent: self = .percentage
        case .unit, .blocks:
            self = SegmentDocument.Line.Form.timed(line, charge.per, plan: plan) ?? .product
        case .amount, .allocation: self = charge.hasUnitPrice ? .product : .sum
        default: self = .product
        }
    }

    /// Nil where the price is for the quantity alone.
    private static func timed(
        _ line: RatedLine, _ per: TariffBook.Proration, plan: TariffPlan
    ) -> Self? {
        let days = line.period.days
        switch per {
        case .year:
            let year = plan.daysInYear(of: line.period.start)
            let isPlain = line.times == Exact(Int128(days), over: Int128(year))
            let years = line.times.forPeople(places: 6) + (line.times == .one ? " year" : " years")
            return .part(isPlain ? "\(days) of \(year) days" : years, of: "per year")
        case .month:
            let months = line.times.forPeople(places: 6)
            return .part(months + (line.times == .one ? " month" : " months"), of: "per month")
        case .day:
            return line.times == .one ? nil : .part("\(days) days", of: "per day")
        case .bill:
            return line.times == .one ? nil : .part(line.times.text, of: "for the whole bill")
        }
    }
}
