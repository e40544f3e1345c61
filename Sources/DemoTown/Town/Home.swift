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
    /// Use in thousandths of the usual.
    let level: Int

    var isVoid: Bool { customer == nil }

    func contains(_ day: Day) -> Bool { from <= day && day <= to ?? day }
}

/// Where one commodity is delivered.
struct Point: Sendable {
    let number: Int
    let home: Int
    let service: Service
    /// 0 for every month, else the place in the quarter that is read and billed.
    let walk: Int
    /// Thousandths of the usual use.
    var size: Int
    /// Places of its meters in the town's list, in order of installation.
    var meters: [Int] = []
    /// An interval meter also counts what the roof feeds in.
    var hasSolar = false
    var isSmart = false

    var isInterval: Bool { service == .intervalElectricity }

    /// Whether a cycle ends with a month of the year, 1 to 12.
    func isDue(monthOfYear month: Int) -> Bool { walk == 0 || month % 3 == walk % 3 }

    /// The word of `supply_points.csv`.
    var cycle: String { walk == 0 ? "monthly" : "quarterly-\(walk)" }
}

/// A meter on the wall, with its registers.
struct Meter: Sendable {
    let number: Int
    let point: Int
    let installed: Day
    /// The day whose end it was taken away at.
    var removed: Day?
    var dials: [Counter]
}

/// One register: what it shows and what a unit on it is worth.
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

    /// What is billed of `used` thousandths of the town's own units: kWh, m3, kL.
    func billed(_ used: Int) -> Int {
        multiplier.isEmpty ? used * over.display / over.used : used
    }

    /// Thousandths at which it is back at zero.
    var capacity: Int { (0..<dials).reduce(1000) { product, _ in product * 10 } }

    /// What it shows in thousandths after `used` thousandths, with the digits it has.
    func shows(after used: Int) -> Int {
        let value = start + used * over.display / over.used
        let step = [1000, 100, 10, 1][decimals]
        return value / step * step % capacity
    }
}
