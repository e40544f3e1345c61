import Measures
import Metering
import Testing

@Suite("Readings and channels find their register (B3.1, B3.3, A6.4)")
struct RegisterNamesTests {
    static func installed(
        _ id: Int64, point: Int64 = 1, code: String = "1", suffix: String = "",
        serial: String = "M1", from: String = "2020-01-01", to: String? = nil,
        kind: Register.Kind = .register
    ) throws -> InstalledRegister {
        InstalledRegister(
            register: try Register(
                id: id, meterSerial: serial, usage: UsageCode("kWh"), unit: .kWh,
                dial: Dial(dials: 5), installed: day(from), removed: to.map(day), kind: kind),
            supplyPointID: point, code: code, suffix: suffix)
    }

    @Test("a day before, between or after the times of a register is told as that (RD-DATE)")
    func notInstalled() throws {
        let registers = [
            try register(1, installed: "2020-01-01", removed: "2021-06-30"),
            try register(2, installed: "2023-01-01", removed: "2024-06-30"),
        ]
        #expect(
            NotInstalled(on: day("2019-12-31"), registers)
                == .before(installation: day("2020-01-01")))
        #expect(
            NotInstalled(on: day("2022-05-01"), registers) == .after(removal: day("2021-06-30")))
        #expect(
            NotInstalled(on: day("2024-07-01"), registers) == .after(removal: day("2024-06-30")))
        for there in ["2020-01-01", "2021-06-30", "2023-01-01", "2024-06-30"] {
            #expect(NotInstalled(on: day(there), registers) == nil, "\(there)")
        }
        #expect(NotInstalled(on: day("2022-05-01"), [Register]()) == nil)
    }

    @Test("a market's name is that of a suffix, or of a register without one")
    func names() throws {
        let market = MarketRegisters(
            points: ["NMI1": 1, "NMI2": 2],
            registers: [
                try Self.installed(1, code: "E1"),
                try Self.installed(2, code: "2", suffix: "B1"),
                try Self.installed(3, code: "B1", suffix: "Q1"),
                try Self.installed(4, code: "E1", serial: "M2", from: "2022-01-01"),
            ])
        func ids(_ point: String, _ suffix: String, _ meter: String = "") throws -> [Int64] {
            try market.named(point: point, suffix: suffix, meter: meter).get().map(\.id)
        }
        #expect(try ids("NMI1", "E1") == [1, 4])
        #expect(try ids("NMI1", "E1", "M2") == [4])
        #expect(try ids("NMI1", "B1") == [2])
        #expect(throws: MarketRegisters.Unknown.point("NMI9")) { try ids("NMI9", "E1") }
        #expect(throws: MarketRegisters.Unknown.suffix("E2", of: "NMI1")) {
            try ids("NMI1", "E2")
        }
        #expect(throws: MarketRegisters.Unknown.suffix("E1", of: "NMI2")) {
            try ids("NMI2", "E1")
        }
        #expect(throws: MarketRegisters.Unknown.meter("M9", at: "NMI1")) {
            try ids("NMI1", "E1", "M9")
        }
    }

    @Test("a channel fits a register of its length and unit (B3.3)")
    func channels() throws {
        let register = try Self.installed(1, kind: .interval(minutes: 30)).register
        #expect(register.misfit(minutes: 30, unit: .kWh) == nil)
        #expect(register.misfit(minutes: 15, unit: .kWh) == .length)
        #expect(register.misfit(minutes: 30, unit: .m3) == .unit(.kWh))
        #expect(
            try Self.installed(2).register.misfit(minutes: 30, unit: .kWh) == .length)
    }

    @Test("a meter hangs at one supply point at a time, and a register once (A6.4)")
    func placement() throws {
        let first = try Self.installed(1, from: "2020-01-01", to: "2021-06-30")
        let shared = Period(from: day("2021-06-29"), upTo: day("2021-06-30"))
        let elsewhere = try Self.installed(2, point: 2, from: "2021-06-29")
        #expect(elsewhere.refusal(beside: [first]) == .elsewhere(shared))
        let again = try Self.installed(3, from: "2021-06-29")
        #expect(
            again.refusal(beside: [first]) == .hangsAlready(shared, since: day("2020-01-01")))
        #expect(try Self.installed(4, code: "2").refusal(beside: [first]) == nil)
        #expect(try Self.installed(5, from: "2021-06-30").refusal(beside: [first]) == nil)
        #expect(
            try Self.installed(6, point: 2, from: "2021-06-30").refusal(beside: [first]) == nil)
        #expect(first.refusal(beside: [InstalledRegister]()) == nil)
    }

    @Test("what is stored of a register stays as it was counted (A6.4)")
    func counts() throws {
        let known = try Self.installed(1, kind: .interval(minutes: 30))
        let other = try Self.installed(1, kind: .interval(minutes: 15))
        #expect(
            other.refusal(inPlaceOf: known) { true }
                == .countsOtherwise(.interval(minutes: 30)))
        #expect(other.refusal(inPlaceOf: known) { false } == nil)
        var isAsked = false
        let same = try Self.installed(1, code: "7", kind: .interval(minutes: 30))
        let refusal = same.refusal(inPlaceOf: known) {
            isAsked = true
            return true
        }
        #expect(refusal == nil)
        #expect(!isAsked, "data was looked for where nothing changes")
    }
}
