import Customers
import Measures

func day(_ text: String) -> Day { Day(text)! }

/// From a day up to another, or without end.
func days(_ from: String, _ upTo: String? = nil) -> Period {
    Period(from: day(from), upTo: upTo.map(day) ?? .openEnd)
}

func need(
    _ kind: NeedKind?, _ period: Period, id: Int64 = 1, confirmed: Day? = nil,
    consent: String = "by telephone"
) -> Need {
    Need(id: id, party: 1, kind: kind, period: period, confirmed: confirmed, consent: consent)
}

func hold(
    _ kind: HoldKind, _ period: Period, id: Int64 = 1, account: Int64 = 1, review: Day? = nil
) -> Hold {
    Hold(id: id, account: account, kind: kind, period: period, review: review, reason: "told")
}

/// Numbers that look random and are the same in every test.
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// One of 0 up to `count`.
    mutating func roll(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(count))
    }

    /// Some days of two months, now and then without end.
    mutating func period() -> Period {
        let start = day("2025-01-01") + roll(60)
        return Period(from: start, upTo: roll(8) == 0 ? .openEnd : start + 1 + roll(30))
    }
}

/// The days on which periods of `Dice` start and end, and some after them.
let diceDays = (0..<120).map { day("2025-01-01") + $0 }

extension DatedRecord {
    /// Whether it is to be looked at again on a day.
    func isDue(on day: Day) -> Bool { isDue(by: day, today: day) }
}
