import Billing
import Documents
import Measures
import Metering
import Storage
import Supply

extension UsageHistory {
    /// Up to thirteen bars for the first register of each segment, up to this bill: the account's
    /// own use, never what the customer before used.
    static func all(of bill: Bill, _ sources: BillSources) throws -> [UsageHistory] {
        try bill.segments.compactMap { segment in
            guard let first = segment.readings.first,
                let installed = try sources.registers[first.registerID]
            else { return nil }
            let own = try sources.agreements(on: segment.supplyPointID, of: bill.accountID)
            let used = try (sources.used[first.registerID] ?? []).filter { use in
                use.closing <= segment.period.last
                    && own.contains { $0.period.contains(use.closing) }
            }
            guard used.count > 1 else { return nil }
            let point = try sources.points[segment.supplyPointID]
            let what = point?.commodity.rawValue.capitalizedFirst ?? "Use"
            return UsageHistory(
                title: what + " used", unit: installed.register.unit,
                bars: used.suffix(13).map(Bar.init)
            )
        }
    }
}

extension UsageHistory.Bar {
    fileprivate init(_ use: BilledUse) {
        self.init(
            label: use.closing.monthForPeople, quantity: use.quantity,
            isEstimated: use.type == ReadType.estimated.rawValue)
    }
}

extension Day {
    /// `Apr 25`.
    fileprivate var monthForPeople: String {
        let names = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let (year, month, _) = date
        return names[month - 1] + " " + String(year % 100 + 100).suffix(2)
    }
}
