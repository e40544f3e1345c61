import Measures
import Testing

@testable import Tariffs

/// What a rater keeps from account to account never changes a bill.
@Suite("What rating keeps for later")
struct RaterMemoTests {
    /// What one account's rating gives: the bill, or why there is none.
    static func rated(_ rater: inout Rater, _ input: RatingInput) -> Result<Rated, RatingRefused> {
        var rated = Rated(currency: rater.plan.book.currency)
        do throws(RatingRefused) {
            try rater.rate(input, into: &rated)
            return .success(rated)
        } catch { return .failure(error) }
    }

    @Test("one rater for many accounts and days bills as a new one for each", arguments: 1...60)
    func reused(number: UInt64) throws {
        let plan = try TariffPlan(ColumnTests.RandomBook(number).book)
        var dice = Seeded(number)
        var kept = Rater(plan)
        for round in 0..<30 {
            let start = Books.start + Int.random(in: -10...40, using: &dice)
            var input = plan.input(
                for: Period(from: start, upTo: start + Int.random(in: 1...40, using: &dice)))
            for name in ["kWh", "night"] {
                let slot = try #require(plan.usageSlot(name))
                input.add(
                    slot, Quantity(millionths: Int64.random(in: 0...900_000_000, using: &dice)))
            }
            for name in ["dd", "max_kW"] {
                let slot = try #require(plan.numberSlot(name))
                input.set(slot, Exact(Int.random(in: 0...3, using: &dice)))
            }
            var fresh = Rater(plan)
            let expected = Self.rated(&fresh, input)
            #expect(Self.rated(&kept, input) == expected, "seed \(number), round \(round)")
        }
    }

    /// A bound written as a plain figure is known with the book; as a sum it is worked out for
    /// each bill.
    @Test("bounds known with the book fill blocks as bounds worked out for each bill do")
    func fixedBounds() throws {
        var dice = Seeded(15)
        let book = FillingTests.book(.time)
        var other = book
        for index in other.charges.indices {
            guard case .blocks(var blocks) = other.charges[index].kind else { continue }
            for step in blocks.steps.indices {
                blocks.steps[step].upTo = blocks.steps[step].upTo.map { $0 + " + 0" }
            }
            other.charges[index].kind = .blocks(blocks)
        }
        for round in 0..<200 {
            let hours = (0..<48).map { _ in Int64.random(in: 0...20_000_000, using: &dice) }
            let known = try FillingTests.rated(book, hours)
            #expect(known == (try FillingTests.rated(other, hours)), "round \(round) of seed 15")
        }
    }

    @Test("the season in force on a day is read from a table as from the rules")
    func dayTypes() throws {
        var rules = TimeOfUseRules(bands: ["peak", "rest"], windows: [], otherwise: "rest")
        rules.holidaysAre = .weekday(.sunday)
        rules.windows = [
            TimeOfUseRules.Window(
                band: "peak", days: [.weekday(.monday), .marked("red")], seasons: ["summer"],
                from: 0, to: 600)
        ]
        let seasons = [
            TariffBook.Season(name: "summer", month: 4, day: 1),
            TariffBook.Season(name: "winter", month: 10, day: 15),
        ]
        let calendar = TariffCalendar(
            holidays: [Day(number: 20_000)], marks: [Day(number: 20_001): "red"])
        let hours = TimeOfUse(rules, seasons: seasons, calendar: calendar)
        let types = DayTypes(rules, seasons: seasons, calendar: calendar)
        for number in stride(from: Int32(6_000), to: 40_000, by: 37) {
            #expect(hours.type(of: number) == types.type(of: Day(number: number)), "\(number)")
        }
        for number in Int32(19_990)...20_010 {
            #expect(hours.type(of: number) == types.type(of: Day(number: number)), "\(number)")
        }
    }
}
