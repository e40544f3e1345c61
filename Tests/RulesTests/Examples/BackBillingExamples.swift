import Measures
import Metering
import Rulebook

extension WorkedRules {
    /// D5 to D7: how far back a charge reaches, estimated bills, and when work is due.
    static let backBilling: [RuleExample] = limitsOfTime + estimatedBills
    private static let limitsOfTime: [RuleExample] = [
        RuleExample(
            "D5", says: "Where no law sets a limit, all days are charged.",
            given:
                "a large business in England: 6,300 kWh in 624 days to 14 November 2025 at 0.2500, and 0.5000 a day",
            byHand: "624 × 0.50 = 312; 6,300 × 0.25 = 1,575",
            gives: "SC 312.00, UNIT 1575.00, total 1887.00"
        ) {
            var site = try late(["2024-02-29": "20110", "2025-11-14": "26410"], "2024-03-01")
            site.facts.law = .init(jurisdiction: "GB-ENG", customerClass: "business")
            return site.bill()
        },
        RuleExample(
            "D5.1",
            says:
                "Gas and electricity in Great Britain: 12 months for households, from 1 May 2018.",
            given:
                "a household on 30 April and 1 May 2018, a small business on 1 May and 1 November, a large one",
            byHand: "small businesses from 1 November 2018; large ones have no limit",
            gives: "none, 12, none, 12, none"
        ) {
            list([
                months(.gas, .domestic, in: "GB-SCT", on: "2018-04-30"),
                months(.gas, .domestic, in: "GB-SCT", on: "2018-05-01"),
                months(.gas, .microbusiness, in: "GB-SCT", on: "2018-05-01"),
                months(.gas, .microbusiness, in: "GB-SCT", on: "2018-11-01"),
                months(.gas, .business, in: "GB-SCT", on: "2025-01-01"),
            ])
        },
        RuleExample(
            "D5.2", says: "An action reaches the 12 months that end the day before it.",
            given: "a bill made on 15 November 2025", byHand: "the day before is the last",
            gives: "2024-11-15 to 2025-11-14"
        ) { "\(BackBilling.recoverable(actionOn: day("2025-11-15"), months: 12))" },
        RuleExample(
            "D5.2", says: "Use is apportioned by days.",
            given: "6,300 kWh in the 624 days to 14 November 2025",
            byHand: "6,300 × 365 / 624 = 3,685.096…", gives: "3685.1"
        ) {
            let use = BackBilling.recoverable(
                quantity("6300"), over: period("2024-03-01", "2025-11-14"),
                actionOn: day("2025-11-15"), months: 12)
            return list([use].compactMap(\.self))
        },
        RuleExample(
            "D5.2", says: "A bill that charges older days is held, with what may be charged.",
            given: "a household, the same at 0.2500 a kWh and 0.5000 a day",
            byHand: "365 × 0.50 = 182.50; 3,685.10 × 0.25 = 921.275 → 921.28",
            gives: "held, BL-BACK; in time GBP 1103.78"
        ) {
            let home = try late(["2024-02-29": "20110", "2025-11-14": "26410"], "2024-03-01")
            let finding = home.result().outcome.findings.first { $0.finding.rule == "D5.2" }
            let inTime = finding?.finding.figures.first { $0.name == "in time" }
            return home.outcome() + "; in time " + (inTime.map { "\($0.figure)" } ?? "none")
        },
        RuleExample(
            "D5.3", says: "Overcharges are refunded, however old they are.",
            given:
                "20110 read in February 2024, 30000 billed by estimate to June 2024, 26410 read on 14 November 2025",
            byHand: "-3,590 × 0.25", gives: "UNIT -897.50, total -897.50"
        ) {
            var home = try late(["2025-11-14": "26410"], "2024-03-01", standing: "0")
            home.billed(("2024-02-29", "20110", .actual), ("2024-06-30", "30000", .estimated))
            return home.bill()
        },
        RuleExample(
            "D5.4", says: "Heat networks in Great Britain: 12 months from 27 January 2026.",
            given: "the day before and the day", byHand: "the limit is of the authorisation",
            gives: "none, 12"
        ) {
            list(
                ["2026-01-26", "2026-01-27"].map { months(.heat, .domestic, in: "GB-ENG", on: $0) })
        },
        RuleExample(
            "D5.5",
            says:
                "Four months in Victoria, nine in the rest of the national energy market, twelve for water in Western Australia.",
            given:
                "water and electricity in Victoria, electricity in New South Wales, water in Western Australia",
            byHand: "4 for both, 9, 12", gives: "4, 4, 9, 12"
        ) {
            list([
                months(.water, .domestic, in: "AU-VIC", on: "2025-01-01"),
                months(.electricity, .domestic, in: "AU-VIC", on: "2025-01-01"),
                months(.electricity, .domestic, in: "AU-NSW", on: "2025-01-01"),
                months(.water, .domestic, in: "AU-WA", on: "2025-01-01"),
            ])
        },
    ]

    private static let estimatedBills: [RuleExample] = [
        RuleExample(
            "D6.1", says: "An estimated bill says so, and how to send a reading.",
            given: "what households' electricity bills in England must show if they are estimated",
            byHand: "both, and only on an estimated bill", gives: "estimate, give-reading"
        ) {
            let asked = BillContent.demands(
                .electricity, .domestic, in: .englandAndWales, on: day("2025-01-01"))
            return list(asked.filter { $0.occasion == .estimated }.map(\.item.rawValue))
        },
        RuleExample(
            "D6.3",
            says: "A final bill waits 10 working days for a reading before it is estimated.",
            given: "supply in Scotland ends on Thursday 17 April 2025",
            byHand: "Good Friday does not count; from Monday 21 on, the tenth is Friday 2 May",
            gives: "2025-05-02"
        ) {
            let days = ReadObligations.on(day("2025-04-17"), .electricity, in: .scotland)?
                .value.finalReadWorkingDays
            let due = DueDays(in: .scotland).adding(days ?? 0, to: day("2025-04-17"))
            return "\(due)"
        },
        RuleExample(
            "D7.2",
            says:
                "A cause that stops more than one account is due in 1 working day, another that blocks in 3, a warning in 10.",
            given: "BL-NOCYCLE, RD-HIGH, RD-LOW",
            byHand: "a lost cycle hides bills; high use stops one; low use is billed",
            gives: "1, 3, 10"
        ) {
            list(
                ["BL-NOCYCLE", "RD-HIGH", "RD-LOW"].compactMap {
                    ExceptionsCatalogue.kind(of: Finding.Code($0))?.dueInWorkingDays
                })
        },
    ]

    private static func months(
        _ commodity: Commodity, _ customer: CustomerClass, in place: String, on text: String
    ) -> String {
        BackBilling.limit(commodity, customer, in: Jurisdiction(place), on: day(text))
            .map { "\($0.value)" } ?? "none"
    }

    /// A household in England that is billed on 15 November 2025 for a long time.
    private static func late(
        _ reads: KeyValuePairs<String, String>, _ first: String, standing: String = "0.5000"
    ) throws -> SupplyCase {
        let days = standing == "0" ? [] : [charge("SC", per: .day)]
        let sheet = PriceSheet(
            usages: ["kWh"], prices: ["SC": standing, "UNIT": "0.2500"],
            charges: days + [charge("UNIT", of: "kWh")]
        ).with { $0.rounding.split = RoundingRule(places: 2) }
        var home = try SupplyCase(sheet, first, "2025-11-14")
        try home.hang("kWh", reads)
        home.facts.law = .init(jurisdiction: "GB-ENG", customerClass: "domestic")
        home.rules.limits.longestDays = nil
        return home
    }
}
