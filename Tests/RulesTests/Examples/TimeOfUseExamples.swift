import Measures
import Tariffs

extension WorkedRules {
    /// C1.8: the hour decides.
    static let timeOfUse: [RuleExample] = [
        RuleExample(
            "C1.8",
            says:
                "An interval belongs to the window it starts in; a window holds its start and not its end.",
            given: "a peak from 16:00 to 19:00 in half-hours",
            byHand: "16:00 is the first, 18:30 the last",
            gives: "32 to 37"
        ) { places(daily(from: 16, to: 19), on: "2025-06-04", count: 48, every: 30) },
        RuleExample(
            "C1.8", says: "A window may cross midnight.", given: "from 22:00 to 06:00 in hours",
            byHand: "22, 23 and 0 to 5", gives: "0, 1, 2, 3, 4, 5, 22, 23"
        ) {
            list(inside(daily(from: 22, to: 6), on: "2025-06-04", count: 24, every: 60))
        },
        RuleExample(
            "C1.8", says: "A holiday counts as what the tariff says.",
            given: "a weekday peak, on Thursday 25 December 2025, a holiday that counts as Sunday",
            byHand: "no peak on a Sunday", gives: "none"
        ) {
            var rules = daily(from: 16, to: 19)
            rules.windows[0].days = Set(Day.Weekday.allCases.prefix(5).map { .weekday($0) })
            rules.holidaysAre = .weekday(.sunday)
            return places(
                rules, on: "2025-12-25", count: 48, every: 30,
                TariffCalendar(holidays: [day("2025-12-25")]))
        },
    ]

    /// C1.15 to C1.17: prices that come from somewhere else, and days that are told the day before.
    static let pricesOfTheHour: [RuleExample] = [
        RuleExample(
            "C1.15",
            says:
                "A dynamic price follows an index by a formula up to a cap; a negative price is a credit.",
            given: "min(2.20 × W + 12.00 p, 33.33 p) for 1 kWh at W 20 p and 2 kWh at W -10 p",
            byHand: "56 p is capped: 33.33 p; -10 p × 2 = -20 p", gives: "E 0.13, total 0.13"
        ) {
            let formula = "sum(kWh * min(2.20 * w + 0.12, 0.3333))"
            return try PriceSheet(series: ["kWh", "w"], charges: [amount("E", formula)])
                .bill(
                    "2025-03-31", "2025-03-31",
                    series: ["kWh": ["1", "2"], "w": ["0.20", "-0.10"]]
                ).text
        },
        RuleExample(
            "C1.15", says: "Each interval has the price of its time.",
            given: "0.5 kWh at 0.20 and 1.5 kWh at -0.05", byHand: "0.10 - 0.075", gives: "0.025"
        ) { try cost([500_000, 1_500_000], ["0.20", "-0.05"]) },
        RuleExample(
            "C1.16", says: "A price that is missing holds the bill; it is never zero.",
            given: "two hours of use, one price", byHand: "nobody knows what the second hour costs",
            gives: "missing at 2025-06-04T01:00:00Z"
        ) { try cost([500_000, 1_500_000], ["0.20"]) },
        RuleExample(
            "C1.16", says: "The same holds for the prices of a tariff.",
            given: "a price from 1 April, a bill of 31 March to 30 April",
            byHand: "31 March has none",
            gives: "TF-PRICE"
        ) {
            var sheet = PriceSheet(usages: ["kWh"], charges: [charge("UNIT", of: "kWh")])
            sheet.price("UNIT", ["2025-04-01": "0.10"])
            do {
                return try sheet.bill("2025-03-31", "2025-04-30", use: ["kWh": "1"]).text
            } catch let error as RatingRefused {
                return error.code.rawValue
            }
        },
        RuleExample(
            "C1.16", says: "The same holds in a run.",
            given:
                "June in half-hours of 0.5 kWh, a price of 0.20 for each day, and for all but the last",
            byHand: "1,440 × 0.5 × 0.20 = 144.00; what 30 June costs is not known",
            gives: "E 144.00, total 144.00; held, TF-PRICE"
        ) { try [30, 29].map { try pricedByDay($0).bill() }.joined(separator: "; ") },
        RuleExample(
            "C1.17",
            says:
                "Critical days come from a dated calendar; the small hours have the colour of the day before.",
            given: "15 January red, 22:00 to 06:00, small hours to 06:00; two days in hours",
            byHand: "22:00 on 15 January to 06:00 on 16 January", gives: "22 to 29"
        ) {
            let red = TimeOfUseRules.Window(
                band: "red", days: [.marked("red")], from: 22 * 60, to: 6 * 60)
            var rules = TimeOfUseRules(bands: ["other", "red"], windows: [red], otherwise: "other")
            rules.smallHoursUntil = 360
            return places(
                rules, on: "2025-01-15", count: 48, every: 60,
                TariffCalendar(marks: [day("2025-01-15"): "red"]))
        },
    ]

    private static func inside(
        _ rules: TimeOfUseRules, on text: String, count: Int, every minutes: Int,
        _ calendar: TariffCalendar = TariffCalendar()
    ) -> [Int] {
        let bands = TimeOfUse(rules, calendar: calendar).bands(
            count, from: Zone.utc.start(of: day(text)), every: minutes * 60, in: .utc)
        return bands.indices.filter { bands[$0] == 1 }
    }

    /// The first and the last interval of the window, from 0.
    private static func places(
        _ rules: TimeOfUseRules, on text: String, count: Int, every minutes: Int,
        _ calendar: TariffCalendar = TariffCalendar()
    ) -> String {
        let all = inside(rules, on: text, count: count, every: minutes, calendar)
        guard let first = all.first, let last = all.last else { return "none" }
        return "\(first) to \(last)"
    }

    /// June in half-hours, with a price for each of so many days.
    private static func pricedByDay(_ days: Int) throws -> SupplyCase {
        let sheet = PriceSheet(usages: ["kWh"], charges: [amount("E", "cost")]).with {
            $0.inputs.append(
                TariffBook.Input("cost", .number, fromPrices: .init("W", of: "kWh")))
        }
        var site = try SupplyCase(sheet, "2025-06-01", "2025-06-30")
        try site.hangChannel("kWh", every: "0.5", days: 30)
        let rows = (0..<Int64(days)).map { index in
            let from = Int64(day("2025-06-01").number) + index
            return PriceSeries.Row(from: from, upTo: from + 1, value: exact("0.20"))
        }
        site.rules.prices["W"] = PriceSeries("W", unit: "GBP/kWh", isByDay: true, rows: rows)
        return site
    }

    /// What hours of use cost, each with a price from 4 June 2025 on.
    private static func cost(_ millionths: [Int64], _ prices: [String]) throws -> String {
        let start = Zone.utc.start(of: day("2025-06-04"))
        let rows = prices.enumerated().map { index, price in
            let from = start.seconds + Int64(index) * 3600
            return PriceSeries.Row(from: from, upTo: from + 3600, value: exact(price))
        }
        guard let series = PriceSeries("W", unit: "GBP/kWh", isByDay: false, rows: rows) else {
            return "no series"
        }
        do {
            return try series.cost(of: millionths, from: start, every: 3600, in: .utc).text
        } catch {
            guard case .at(let instant) = error.place else { return "\(error)" }
            return "missing at " + instant.utcText
        }
    }
}
