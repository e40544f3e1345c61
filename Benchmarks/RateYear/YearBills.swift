import Foundation
import Measures
import Metering
import Operations

/// W3a: annual bills on hourly values, month by month, from the stored form of the intervals.
///
/// Usage: plumbline-bench w3a BOOK BILLS. Fifty made-up loads, taken in turn; making and storing
/// them is outside the clock, reading the stored blocks is inside.
struct YearBills {
    private static let loads = 50
    /// Loads rated together: their columns stay near the processor.
    private static let together = 128

    static func main(_ arguments: [String]) throws {
        guard arguments.count == 2, let bills = Int(arguments[1]), bills > 0 else {
            print("usage: plumbline-bench w3a BOOK BILLS")
            exit(64)
        }
        let stored = try (0..<loads).map { try StoredLoad(load($0)).bytes }
        let year = try StandardYear(try ReadTariff()(arguments[0]))
        guard var years = ManyYears(year, minutes: 60) else {
            fatalError("the book's years are rated together")
        }
        let clock = Clock()
        let total = try bill(&years, stored, bills)
        let (wall, cpu) = clock.spent()
        print(
            """
            {"peer": "plumbline", "bills": \(bills), "wall_s": \(wall), "cpu_s": \(cpu), \
            "bills_per_cpu_s": \(Int(Double(bills) / cpu)), "total": \(total.plain)}
            """)
    }

    /// What all years come to.
    private static func bill(
        _ years: inout ManyYears, _ stored: [[UInt8]], _ bills: Int
    ) throws -> Money {
        var total = Money.zero(.usd)
        for bill in 0..<bills {
            try stored[bill % stored.count].withUnsafeBytes {
                try years.take(try StoredIntervals($0))
            }
            guard (bill + 1) % together == 0 || bill + 1 == bills else { continue }
            total = try years.totals().reduce(total, +)
        }
        return total
    }
}

/// A year of whole watt-hours by the hour, as an installation stores it.
private struct StoredLoad {
    let bytes: [UInt8]

    init(_ wattHours: [Int64]) throws {
        let start = Zone.utc.start(of: StandardYear.first)
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
