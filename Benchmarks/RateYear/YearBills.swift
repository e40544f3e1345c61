import Foundation
import Measures
import Metering
import Operations
import Tariffs

/// W3a: annual bills on hourly values, month by month, from the stored form of the intervals.
///
/// Usage: plumbline-bench w3a BOOK BILLS. Fifty made-up loads, taken in turn; making and storing
/// them is outside the clock, reading the stored blocks is inside.
struct YearBills {
    private static let first = Day(year: 2018, month: 1, day: 1)!
    private static let loads = 50

    private let plan: TariffPlan
    private let months: [UseInTime]
    private let bands: [(usage: UsageSlot, demand: NumberSlot?)]
    private let highest: NumberSlot?

    static func main(_ arguments: [String]) throws {
        guard arguments.count == 2, let bills = Int(arguments[1]), bills > 0 else {
            print("usage: plumbline-bench w3a BOOK BILLS")
            exit(64)
        }
        let stored = try (0..<loads).map { try StoredLoad(load($0)).bytes }
        let year = try YearBills(try ReadTariff()(arguments[0]))
        let clock = Clock()
        let totals = try year.bill(stored, bills)
        let (wall, cpu) = clock.spent()
        let total = Money(minorUnits: totals.reduce(0, +), currency: year.plan.book.currency)
        print(
            """
            {"peer": "plumbline", "bills": \(bills), "wall_s": \(wall), "cpu_s": \(cpu), \
            "bills_per_cpu_s": \(Int(Double(bills) / cpu)), "total": \(total.plain)}
            """)
    }

    private init(_ book: TariffBook) throws {
        plan = try TariffPlan(book)
        guard let hours = plan.timeOfUse() else { fatalError("the book has bands") }
        let slots = plan.usageSlots(of: hours)
        highest = plan.numberSlot("max_kW")
        months = (0..<12).map { month in
            let period = Period.month(of: YearBills.first.adding(months: month))
            return UseInTime(
                BandTable(hours, over: period, minutes: 60, in: .utc), usages: slots)
        }
        bands = zip(slots, hours.bands).compactMap { [plan] slot, band in
            slot.map { ($0, plan.numberSlot("max_kW_" + band)) }
        }
    }

    /// The year's total of each bill, in minor units.
    private func bill(_ stored: [[UInt8]], _ bills: Int) throws -> [Int64] {
        var rater = Rater(plan)
        var rated = Rated(currency: plan.book.currency)
        var inputs = months.map { month in
            var input = plan.input(for: month.table.period)
            input.inTime = month
            return input
        }
        return try (0..<bills).map { bill in
            try stored[bill % stored.count].withUnsafeBytes { bytes in
                let block = try StoredIntervals(bytes)
                guard block.quality != .missing else { fatalError("the load is whole") }
                var (total, at) = (Int64(0), 0)
                for month in inputs.indices {
                    let count = months[month].table.count
                    give(block, at..<at + count, &inputs[month])
                    try rater.rate(lent: &inputs[month], into: &rated)
                    total += rated.netMinorUnits
                    at += count
                }
                return total
            }
        }
    }

    private func give(_ block: StoredIntervals, _ range: Range<Int>, _ input: inout RatingInput) {
        let isShort: Void? = block.withValues(as: Int16.self) {
            input.inTime?.take(UnsafeBufferPointer(rebasing: $0[range]), scale: block.scale)
        }
        if isShort == nil {
            block.withValues(as: Int32.self) {
                input.inTime?.take(UnsafeBufferPointer(rebasing: $0[range]), scale: block.scale)
            }
        }
        input.usages.removeAll(keepingCapacity: true)
        var most = Int64(0)
        for (place, band) in bands.enumerated() {
            guard let sum = input.inTime?.sums[place], let peak = input.inTime?.most[place] else {
                continue
            }
            input.add(band.usage, Quantity(millionths: sum))
            if let slot = band.demand { input.set(slot, Quantity(millionths: peak).exact) }
            most = max(most, peak)
        }
        if let slot = highest { input.set(slot, Quantity(millionths: most).exact) }
    }
}

/// A year of whole watt-hours by the hour, as an installation stores it.
private struct StoredLoad {
    let bytes: [UInt8]

    init(_ wattHours: [Int64]) throws {
        let start = Zone.utc.start(of: Day(year: 2018, month: 1, day: 1)!)
        bytes = try IntervalBlock(
            start: start, minutes: 60, values: wattHours.map { $0 * 1000 }
        ).encoded()
    }
}

extension YearBills {
    /// A base load with a hump in the morning and one in the evening, the same everywhere.
    private static func load(_ number: Int) -> [Int64] {
        let base = 150 + Int64(mixed(UInt64(number + 7)) % 400)
        return (0..<8_760).map { hour in
            let (evening, morning) = (abs(hour % 24 - 18), abs(hour % 24 - 8))
            let hump = 900 * Int64(max(0, 6 - evening)) + 500 * Int64(max(0, 3 - morning))
            return base + hump * Int64(mixed(UInt64(number * 10_007 + hour)) % 1000) / 5000
        }
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var x = value
        x = (x ^ x >> 30) &* 0xBF58_476D_1CE4_E5B9
        x = (x ^ x >> 27) &* 0x94D0_49BB_1331_11EB
        return x ^ x >> 31
    }
}
