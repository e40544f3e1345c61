import Measures
import Metering

extension WorkedRules {
    /// A1: numbers, readings and days.
    static let numbers: [RuleExample] = [
        RuleExample(
            "A1.1",
            says: "A value is exact until its one rounding: no binary floating point.",
            given: "100 shared in three, the shares added up", byHand: "3 × 33⅓", gives: "100"
        ) {
            let share = Exact(100) / Exact(3)
            return (share + share + share).text
        },
        RuleExample(
            "A1.1", says: "Decimals are what they look like.", given: "0.1 + 0.2",
            byHand: "3 tenths", gives: "0.3"
        ) { (exact("0.1") + exact("0.2")).text },
        RuleExample(
            "A1.2", says: "A reading is the register at the end of its local day.",
            given: "10 read on 31 March, 12 on 1 April",
            byHand: "all that was used after 31 March was over, up to the end of 1 April",
            gives: "2 kWh, 2025-04-01 to 2025-04-01"
        ) {
            let advance = try Advance(
                register(), from: read("2025-03-31", "10"), to: read("2025-04-01", "12"))
            return "\(advance.quantity) kWh, \(advance.period)"
        },
        RuleExample(
            "A1.2", says: "A register has its digits before and after the point.",
            given: "99999.9 and 1.05 on five dials with one decimal",
            byHand: "the first is the highest it shows; the second needs two decimals",
            gives: "fits, does not fit"
        ) {
            let dial = try Dial(dials: 5, decimals: 1)
            return list(
                ["99999.9", "1.05"].map {
                    dial.misfit(quantity($0)) == nil ? "fits" : "does not fit"
                })
        },
        RuleExample(
            "A1.3", says: "Consumption is closing less opening, times the register's multiplier.",
            given: "9987, then 0341 on four dials, multiplier 60",
            byHand: "(341 + 10,000 - 9,987) × 60", gives: "21240 kWh"
        ) {
            try counted(
                register(dials: 4, times: Exact(60)), from: read("2025-01-31", "9987"),
                to: read("2025-02-28", "341"))
        },
        RuleExample(
            "A1.3", says: "The multiplier is applied before anything is rounded.",
            given: "7, then 10 on a register with multiplier 1.5", byHand: "3 × 1.5",
            gives: "4.5 kWh"
        ) {
            try counted(
                register(times: Exact(3, over: 2)), from: read("2025-01-31", "7"),
                to: read("2025-02-28", "10"))
        },
        RuleExample(
            "A1.4",
            says:
                "A period has the days from the one after its opening read to that of its closing read.",
            given: "read on 31 March and on 30 June 2025", byHand: "30 + 31 + 30 days",
            gives: "2025-04-01 to 2025-06-30, 91 days"
        ) {
            let period = Advance.period(
                from: read("2025-03-31", "0"), to: read("2025-06-30", "0"))
            return "\(period), \(period.days) days"
        },
        RuleExample(
            "A1.4", says: "No day is charged to two customers.",
            given: "read on 31 May, at a move on 17 June, and on 30 June",
            byHand: "1 to 17 June and 18 to 30 June: 17 + 13 = 30 days", gives: "17, 13"
        ) {
            let reads = ["2025-05-31", "2025-06-17", "2025-06-30"].map { read($0, "0") }
            return list(
                zip(reads, reads.dropFirst()).map { Advance.period(from: $0, to: $1).days })
        },
        RuleExample(
            "A1.5", says: "A reading and the consumption made of it have a quality each.",
            given: "1200 estimated, then 1250 read",
            byHand: "the closing value was seen; what lies between stands on an estimate too",
            gives: "reading actual, consumption estimated"
        ) {
            let advance = try Advance(
                register(), from: read("2025-01-31", "1200", .estimated),
                to: read("2025-02-28", "1250"))
            return "reading \(advance.closing.quality), consumption \(advance.quality)"
        },
    ]
}
