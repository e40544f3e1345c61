import Measures
import Metering
import Testing

@Suite("A reading on its register, and beside another of its day (B1, RD-DUP)")
struct ReadingRefusedTests {
    static let today = day("2025-03-31")

    @Test("channels take no readings, readings are not after today, and fit the dials")
    func itself() throws {
        let dial = try register(dials: 4, decimals: 1)
        let channel = try Register(
            id: 1, meterSerial: "M1", usage: UsageCode("kWh"), unit: .kWh, dial: Dial(dials: 4),
            installed: day("2020-01-01"), kind: .interval(minutes: 30))
        func refusal(_ on: String, _ value: String) -> ReadingRefused? {
            dial.refusal(of: read(on, value), today: Self.today)
        }
        #expect(refusal("2025-03-31", "9999.9") == nil)
        #expect(refusal("2025-04-01", "10000") == .future(today: Self.today))
        #expect(refusal("2025-03-31", "10000") == .misfit(.tooManyDigits(dials: 4)))
        #expect(refusal("2025-03-31", "1.25") == .misfit(.tooManyDecimals(allowed: 1)))
        #expect(refusal("2025-03-31", "-0.1") == .misfit(.negative))
        #expect(
            channel.refusal(of: read("2025-04-01", "1"), today: Self.today) == .interval)
    }

    @Test("each kind overrules the ones before it, and none its own or a later one")
    func ranks() throws {
        let ordered = [
            read("2025-03-01", "1", .check), read("2025-03-01", "2", .estimated),
            Reading(
                registerID: 1, day: day("2025-03-01"), value: amount("3"),
                roles: ReadRoles(.estimated), source: .agent, method: .file, status: .derived),
            read("2025-03-01", "4", .deemed), read("2025-03-01", "5", .customer),
            read("2025-03-01", "6", .actual), read("2025-03-01", "7", .agreed),
        ]
        for (known, one) in ordered.enumerated() {
            for (sent, other) in ordered.enumerated() where sent != known {
                let meeting = one.meeting(other)
                let expected: Result<Reading, ReadingRefused> =
                    sent > known
                    ? .success(other) : .failure(.duplicate(known: one.value, roles: one.roles))
                #expect(meeting == expected, "\(known) \(sent)")
            }
        }
        let again = read("2025-03-01", "8", .actual)
        #expect(
            ordered[5].meeting(again)
                == .failure(.duplicate(known: amount("6"), roles: ReadRoles(.actual))))
    }

    @Test("the same value plays both roles; an actual one takes the place of an estimate")
    func sameValue() throws {
        let final = read("2025-03-01", "5", .final)
        let opening = read("2025-03-01", "5", .opening)
        let both = try final.meeting(opening).get()
        #expect(both.roles == ReadRoles([.final, .opening]))
        let estimate = read("2025-03-01", "5", .estimated)
        #expect(try estimate.meeting(final).get() == final)
        #expect(try final.meeting(estimate).get() == final)
    }
}
