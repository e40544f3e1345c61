import Billing
import Documents
import Measures
import Storage
import Supply
import Tariffs

/// Tells a move of a comparison in a sentence, with the names that customers know.
struct ComparisonSentences {
    /// What a service is called, by supply point.
    private var services: [Int64: String] = [:]
    /// The tariff of this bill, by supply point; of the last where this has none.
    private var plans: [Int64: TariffPlan] = [:]
    private let currency: Currency

    init(_ compare: CompareBills, _ sources: BillSources) throws {
        currency = compare.this.bill.currency
        for side in [compare.last, compare.this].compactMap({ $0 }) {
            for segment in side.bill.segments {
                plans[segment.supplyPointID] = side.tariffs[segment.tariffVersionID]?.plan
            }
        }
        for id in plans.keys {
            let point = try sources.points[id]
            services[id] = point.map { "\($0.commodity.rawValue.capitalizedFirst), \($0.code)" }
        }
    }

    /// With the service in front where the bills have more than one.
    func sentence(_ move: BillComparison.Move) -> String {
        let text = words(move)
        guard let point = move.supplyPointID, services.count > 1, let name = services[point]
        else { return text }
        return "\(name): \(text)"
    }

    private func words(_ move: BillComparison.Move) -> String {
        let plan = move.supplyPointID.flatMap { plans[$0] }
        switch move.cause {
        case .came(let part): return came(part)
        case .went(let part): return went(part)
        case .lastTrueUp(let all):
            let sentences = all.map { description($0, plan) }.joined(separator: " ")
            return "The last bill put estimates right: \(sentences) That does not come again."
        case .tariff(let old, let new): return moved(from: old, to: new)
        case .otherMeasure(let old, let new): return measured(otherwiseThan: old, by: new)
        case .price(let changes): return priced(changes, plan)
        case .days(let last, let this):
            return "\(Unit.day.after(grouped(this))) instead of \(last), with the same use a day."
        case .details(let changes): return changes.map(description).joined(separator: " ")
        case .usage(let changes): return used(changes, plan)
        case .trueUp(let all): return all.map { description($0, plan) }.joined(separator: " ")
        case .adjustments: return "Amounts that do not come from the tariff."
        case .tax(let last, let this):
            return "\(money(this)) of tax instead of \(money(last))."
        }
    }

    private func moved(from old: String, to new: String) -> String {
        "The last bill's days and use on \(new) instead of \(old)."
    }

    private func measured(otherwiseThan old: String, by new: String) -> String {
        "\(new) measures other things than \(old == new ? "before" : old), so that days, use and "
            + "prices cannot be told apart."
    }

    private func money(_ minor: Int64) -> String {
        Money(minorUnits: minor, currency: currency).forPeople
    }

    private func came(_ part: BillComparison.Part) -> String {
        part.isKnownPoint
            ? "This bill also charges \(part.period.forPeople), on \(part.tariff)."
            : "On this bill, and not on the last."
    }

    private func went(_ part: BillComparison.Part) -> String {
        part.isKnownPoint
            ? "The last bill also charged \(part.period.forPeople), on \(part.tariff)."
            : "On the last bill, and not on this one."
    }

    private func priced(_ changes: [BillComparison.PriceChange], _ plan: TariffPlan?) -> String {
        let sentences = changes.map { change in
            let name = plan?.name(ofLine: change.charge) ?? change.charge
            let unit = Unit(change.unit)
            return " \(name): \(change.this.price(in: currency, per: unit)) instead of "
                + "\(change.last.price(in: currency, per: unit))."
        }
        return "The last bill's days and use at this bill's prices." + sentences.joined()
    }

    private func description(_ change: BillComparison.DetailChange) -> String {
        let name = change.name.replacing("_", with: " ").capitalizedFirst
        return "\(name): \(change.this ?? "none") instead of \(change.last ?? "none")."
    }

    private func used(_ changes: [BillComparison.UseChange], _ plan: TariffPlan?) -> String {
        changes.map { change in
            let unit = plan?.unit(of: change.usage) ?? Unit("")
            func daily(_ quantity: Exact, _ days: Int) -> String {
                unit.after((quantity / Exact(days)).forPeople(places: 3))
            }
            let name = change.usage.usageForPeople.map { $0 + ": " } ?? ""
            let note = change.isEstimated ? " This use is estimated." : ""
            return name + daily(change.this, change.thisDays) + " a day instead of "
                + daily(change.last, change.lastDays) + "." + note
        }.joined(separator: " ")
    }

    /// `1 January 2025 to 30 June 2025 was billed by estimates on 6 bills: 120 m³. By the
    /// reading it comes to 181 m³, 61 m³ more.`
    private func description(_ trueUp: TrueUp, _ plan: TariffPlan?) -> String {
        let unit = plan?.unit(of: trueUp.usage) ?? Unit("")
        let isMore = !trueUp.quantity.isNegative
        let size = isMore ? trueUp.quantity : -trueUp.quantity
        let bills = trueUp.bills == 1 ? "1 bill" : "\(trueUp.bills) bills"
        return "\(trueUp.period.forPeople) was billed by estimates on \(bills): "
            + "\(unit.after(trueUp.estimated.forPeople)). By the reading it comes to "
            + "\(unit.after(trueUp.measured.forPeople)), \(unit.after(size.forPeople)) "
            + (isMore ? "more." : "less.")
    }
}
