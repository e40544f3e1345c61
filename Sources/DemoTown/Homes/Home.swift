import Measures

/// Premises and who lives there. All services of a home move with its people.
struct Home: Sendable {
    let number: Int
    let scheme: Scheme
    var tenancies: [Tenancy] = []
}

/// Who is supplied at a home, and when (rules E1.1: never overlapping, never leaving a hole).
struct Tenancy: Sendable {
    /// Nil for the landlord's void agreement between two customers.
    let customer: Int?
    let from: Day
    /// The last day; nil while it runs.
    var to: Day?
    /// Use in thousandths of what is usual for the home.
    let level: Int

    var isVoid: Bool { customer == nil }

    func contains(_ day: Day) -> Bool { from <= day && day <= to ?? day }
}

/// Where one commodity is delivered.
struct Point: Sendable {
    let number: Int
    let home: Int
    let service: Service
    /// 0 for every month; 1 to 3 for the month of the quarter in which it is read and billed.
    let walk: Int
    /// Size of the home, in thousandths of the usual use.
    var size: Int
    /// Indices of its meters in `Town.meters`, in order of installation.
    var meters: [Int] = []
    /// Whether the interval meter has a channel for solar export.
    var hasSolar = false
    var isSmart = false

    var isInterval: Bool { service == .intervalElectricity }

    /// Whether a cycle ends with a month of the year, 1 to 12.
    func isDue(monthOfYear month: Int) -> Bool { walk == 0 || month % 3 == walk % 3 }

    /// The value of the column `cycle` in `supply_points.csv`.
    var cycle: String { walk == 0 ? "monthly" : "quarterly-\(walk)" }
}

/// A meter with its registers.
struct Meter: Sendable {
    let number: Int
    let point: Int
    let installed: Day
    /// The last day it was installed.
    var removed: Day?
    var dials: [Counter]
}

/// One register of a meter: its display and what it counts.
struct Counter: Sendable {
    /// Identifier in `meters.csv`.
    let register: String
    let usage: String
    /// Unit of its consumption, after the multiplier.
    let unit: String
    let dials: Int
    let decimals: Int
    /// As written; blank for 1.
    let multiplier: String
    /// Thousandths of the display for each thousandth used, as a fraction.
    let over: (display: Int, used: Int)
    /// Thousandths shown at the start.
    var start: Int

    /// `used` thousandths of kWh, m3 or kL in the unit that is billed, before the multiplier.
    func billed(_ used: Int) -> Int {
        multiplier.isEmpty ? used * over.display / over.used : used
    }

    /// The value in thousandths at which the display is back at zero.
    var capacity: Int { (0..<dials).reduce(1000) { product, _ in product * 10 } }

    /// The display in thousandths after a use of `used` thousandths, cut to its digits.
    func shows(after used: Int) -> Int {
        let value = start + used * over.display / over.used
        let step = [1000, 100, 10, 1][decimals]
        return value / step * step % capacity
    }
}
