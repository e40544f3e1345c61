import Measures
import Metering

extension PointFacts {
    /// The property in force on `day`, or nil.
    func property(_ name: String, on day: Day) -> BilledProperty? {
        properties.first { $0.name == name && $0.period.contains(day) }
    }

    /// The values of a property that hold on some day of `period`, in order of their days.
    func properties(_ name: String, over period: Period) -> [BilledProperty] {
        properties.filter { $0.name == name && $0.period.shared(with: period) != nil }
            .sorted { $0.period.start < $1.period.start }
    }

    /// The facts of the supply point that a tariff asks for, as they hold in `period`: one value, or
    /// each of those that split a charge where they change.
    func properties(for tariff: TariffInForce, over period: Period) -> [BilledProperty] {
        var found: [BilledProperty] = []
        for number in tariff.numbers {
            if number.splits {
                found += properties(number.name, over: period)
            } else if let one = property(number.name, on: period.last) {
                found.append(one)
            }
        }
        return found
    }

    /// Properties that stand above a series of earlier bills: what was billed before the books began
    /// here, as numbers with blanks or commas between.
    func histories(for tariff: TariffInForce, _ period: Period) -> [BilledProperty] {
        tariff.fromBills.filter(\.isSeries).compactMap { property($0.name, on: period.last) }
    }

    /// Daily average from the supply point's own data: `expected_daily.night`, `expected_daily`.
    func profile(_ usage: UsageCode, on day: Day) -> Quantity? {
        let name = "expected_daily"
        let hasOwn = properties.contains {
            $0.name.utf8.count > name.utf8.count && $0.name.hasPrefix(name)
        }
        let own = hasOwn ? property(name + "." + usage.rawValue, on: day) : nil
        let found = own ?? property(name, on: day)
        return found.flatMap { Quantity($0.value) }
    }
}
