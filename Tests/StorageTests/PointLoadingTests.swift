import Billing
import Customers
import Measures
import Metering
import Supply
import Testing

@testable import Storage

@Suite("Loading the facts of a batch")
struct PointLoadingTests {
    @Test(
        "finds each point's own, in order and as known, however far apart the numbers lie",
        arguments: TestEngine.allCases, [Int64(1), 1000])
    func batch(engine: TestEngine, step: Int64) throws {
        let installation = try engine.make()
        let first = try installation.write { books in
            let event = try books.begin()
            try books.addPlace(event: event)
            for number in Int64(1)...6 { try books.addPoint(number, at: number * step, event) }
            return event
        }
        try installation.write { books in
            let event = try books.begin()
            _ = try books.supply.put(
                Agreement(
                    id: 3001, accountID: 9, supplyPointID: 3 * step, tariff: "T9", kind: .occupied,
                    period: Period(from: day("2024-01-01"), upTo: day("2024-06-01"))),
                code: "3001", event: event)
        }
        let before = try load(installation, Knowledge(at: first))
        #expect(before.map(\.supplyPoint.id) == (2...5).map { $0 * step })
        for facts in before { check(facts, number: facts.supplyPoint.id / step) }
        let after = try load(installation, .now)
        #expect(after.map { $0.agreements[0].tariff } == ["T1", "T9", "T1", "T1"])
        #expect(after.map(\.agreements.count) == [2, 2, 2, 2])
    }

    private func load(_ installation: Installation, _ known: Knowledge) throws -> [PointFacts] {
        let scope = PointScope(
            premises: 2...5, known: known, schemes: ["S1": 4], through: day("2024-12-31"))
        return try installation.read { try $0.runs.pointFacts(scope) }
    }

    private func check(_ facts: PointFacts, number: Int64) {
        #expect(facts.scheme == 4)
        #expect(facts.supplyPoint.premisesID == number)
        #expect(facts.supplyPoint.cycle == .quarterlyMarch)
        #expect(facts.agreements.map(\.id) == [number * 1000 + 1, number * 1000 + 2])
        #expect(facts.properties.map(\.name) == ["a", "b", "b"])
        #expect(facts.properties.map(\.value) == ["\(number)", "1", "2"])
        #expect(facts.registers.map(\.register.id) == [number * 2 + 1, number * 2])
        #expect(facts.registers.map(\.register.meterSerial) == ["M\(number)", "M\(number)"])
        for history in facts.registers {
            #expect(history.readings.map(\.day) == [day("2024-01-31"), day("2024-02-29")])
            #expect(
                history.readings.map(\.value)
                    == [1, 2].map { Quantity($0 + Int(history.register.id)) })
        }
    }

    @Test("what is new goes in as the slow way puts it", arguments: TestEngine.allCases)
    func many(engine: TestEngine) throws {
        let installation = try engine.make()
        try installation.write { books in
            let known = try books.begin()
            _ = try books.customers.put(party(5, "Eve"), event: known)
            let event = try books.begin()
            let many = books.takingMany()
            #expect(try many.customers.put(party(5, "Eva"), event: event) == .superseded)
            #expect(try many.customers.put(party(6, "Flo"), event: event) == .new)
            #expect(try many.customers.put(account(6), event: event) == .new)
            #expect(try many.customers.put(party(7, "Gus"), event: event) == .new)
            #expect(try many.customers.put(account(7), event: event) == .new)
            #expect(try many.customers.put(party(6, "Flo"), event: event) == .unchanged)
            #expect(try many.customers.put(party(7, "Guy"), event: event) == .superseded)
            try many.finish()
            #expect(try books.customers.parties().map(\.name) == ["Eva", "Flo", "Guy"])
            #expect(try books.customers.parties(known: Knowledge(at: known)).map(\.name) == ["Eve"])
            #expect(try books.customers.accounts().map(\.id) == [6, 7])
        }
    }

    private func party(_ id: Int64, _ name: String) -> Party {
        Party(id: id, code: "P\(id)", name: name, email: nil, language: "en-GB")
    }

    private func account(_ id: Int64) -> Account {
        Account(id: id, code: "A\(id)", partyID: id, openedOn: nil)
    }
}

extension Books {
    /// A supply point with two of everything, stored the later first.
    fileprivate func addPoint(_ number: Int64, at id: Int64, _ event: Int64) throws {
        if number > 1 {
            _ = try supply.put(
                Premises(
                    id: number, code: "P\(number)", scheme: "S1", address: "A", postcode: ""),
                event: event)
        }
        if id > 1 {
            _ = try supply.put(
                SupplyPoint(
                    id: id, code: "W\(id)", premisesID: number, commodity: .water,
                    cycle: .quarterlyMarch), event: event)
        }
        let (half, whole) = (day("2024-06-01"), Period(from: day("2024-01-01"), upTo: .openEnd))
        for (index, period) in [
            (Int64(2), Period(from: half, upTo: .openEnd)),
            (1, Period(from: whole.start, upTo: half)),
        ] {
            let agreement = Agreement(
                id: number * 1000 + index, accountID: number, supplyPointID: id, tariff: "T1",
                kind: .occupied, period: period)
            _ = try supply.put(agreement, code: "\(agreement.id)", event: event)
            _ = try supply.put(
                SupplyProperty(supplyPointID: id, name: "b", value: "\(index)", period: period),
                event: event)
        }
        _ = try supply.put(
            SupplyProperty(supplyPointID: id, name: "a", value: "\(number)", period: whole),
            event: event)
        try addRegisters(number, at: id, event)
    }

    private func addRegisters(_ number: Int64, at id: Int64, _ event: Int64) throws {
        for (register, installed) in [(number * 2, "2023-12-31"), (number * 2 + 1, "2023-12-30")] {
            let installedRegisters = InstalledRegister(
                register: try Register(
                    id: register, meterSerial: "M\(number)", usage: UsageCode("m3"),
                    unit: Unit("m3"),
                    dial: Dial(dials: 6), installed: day(installed)),
                supplyPointID: id, code: "\(register)")
            _ = try meters.put(installedRegisters, event: event)
            for (count, text) in [(2, "2024-02-29"), (1, "2024-01-31")] {
                let reading = Reading(
                    registerID: register, day: day(text), value: Quantity(count + Int(register)))
                _ = try meters.put(reading, event: event)
            }
            let check = Reading(
                registerID: register, day: day("2024-02-15"), value: Quantity(1), type: .check)
            _ = try meters.put(check, event: event)
        }
    }
}

@Suite("Places and texts of a batch")
struct BatchPlacesTests {
    @Test("each number has its place, and others have none", arguments: [Int64(1), 3, 5, 100_000])
    func places(step: Int64) {
        let ids = (0..<200).map { Int64($0 * 7 % 200) * step - 50 }
        let places = BatchPlaces(ids)
        #expect((places.range != nil) == (step <= 3))
        for (index, id) in ids.enumerated() { #expect(places[id] == index) }
        for id in [-51, 199 * step - 49, .max, .min, step > 1 ? -49 : -51] {
            #expect(places[id] == nil)
        }
        #expect(BatchPlaces([])[0] == nil)
    }

    @Test("a text stands for what was read of it, the first time and later (seeded)")
    func texts() {
        var numbers = Seeded(state: 7)
        var known = KnownTexts<String> { bytes in
            bytes.count == 3 ? nil : String(decoding: bytes, as: UTF8.self)
        }
        for _ in 0..<20_000 {
            let count = Int(numbers.next() % 20)
            let text = (0..<count).map { _ in UInt8(97 + numbers.next() % 3) }
            let expected = count == 3 ? nil : String(decoding: text, as: UTF8.self)
            #expect(text.withUnsafeBytes { known.value($0) } == expected)
        }
    }

    private struct Seeded {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
