import Customers
import Measures
import Metering
import Supply
import Testing

@testable import Storage

@Suite("Facts")
struct FactTests {
    @Test("are asked for as they were known at each event", arguments: TestEngine.allCases)
    func asKnown(engine: TestEngine) throws {
        let installation = try engine.make()
        try installation.write { books in
            for (event, name) in [(1, "Ann"), (2, "Anna"), (3, "Anne")] {
                let begun = try books.begin()
                #expect(begun == Int64(event))
                let change = try books.customers.put(party(named: name), event: begun)
                #expect(change == (event == 1 ? .new : .superseded))
            }
        }
        try installation.read { books in
            let names = try (0...3).map {
                try books.customers.party(1, known: Knowledge(at: $0))?.name
            }
            #expect(names == [nil, "Ann", "Anna", "Anne"])
            #expect(try books.customers.party(1)?.name == "Anne")
            #expect(try books.customers.parties().count == 1)
        }
    }

    @Test(
        "of many things are found together as they are one by one",
        arguments: [0, 1, 63, 64, 65, 130])
    func together(count: Int) throws {
        let installation = try TestEngine.sqlite.make()
        try installation.write { books in
            let event = try books.begin()
            for id in 0..<Int64(count) {
                let party = Party(
                    id: id * 3, code: "P\(id)", name: "Name \(id)", email: nil, language: "en-GB")
                _ = try books.customers.put(party, event: event)
            }
        }
        try installation.read { books in
            let ids = (0..<Int64(count)).map { $0 * 3 }
            let found = try books.customers.parties(ids + [1_000_000])
            #expect(found.count == count)
            for id in ids { #expect(try found[id] == books.customers.party(id)) }
        }
    }

    @Test(
        "that stand already change nothing; two of one event leave one row",
        arguments: TestEngine.allCases)
    func unchanged(engine: TestEngine) throws {
        let installation = try engine.make()
        try installation.write { books in
            let event = try books.begin()
            #expect(try books.customers.put(party(named: "Ann"), event: event) == .new)
            #expect(try books.customers.put(party(named: "Ann"), event: event) == .unchanged)
            #expect(try books.customers.put(party(named: "Bob"), event: event) == .superseded)
            #expect(try Int.fetchOne(books.db, sql: "SELECT count(*) FROM party") == 1)
            let later = try books.begin()
            #expect(try books.customers.put(party(named: "Bob"), event: later) == .unchanged)
            #expect(try books.customers.party(1)?.name == "Bob")
        }
    }

    @Test(
        "that come late, as of an event before the last, are known up to what stood then",
        arguments: TestEngine.allCases)
    func slippedIn(engine: TestEngine) throws {
        let installation = try engine.make()
        try installation.write { books in
            let events = try (0..<5).map { _ in try books.begin() }
            _ = try books.customers.put(party(named: "second"), event: events[1])
            _ = try books.customers.put(party(named: "fifth"), event: events[4])
            _ = try books.customers.put(party(named: "third"), event: events[2])
            _ = try books.customers.put(party(named: "first"), event: events[0])
            let names = try events.map {
                try books.customers.party(1, known: Knowledge(at: $0))?.name
            }
            #expect(names == ["first", "second", "third", "third", "fifth"])
            #expect(try books.customers.party(1)?.name == "fifth")
        }
        #expect(try installation.examine([.knownSpans]).allSatisfy(\.isWell))
    }

    @Test(
        "codes get numbers in the order of first sight, and keep them",
        arguments: TestEngine.allCases)
    func codes(engine: TestEngine) throws {
        let installation = try engine.make()
        try installation.write { (books: Books) throws in
            let codes = try books.codes(.party)
            #expect(codes["A"] == nil)
            #expect(try codes.number(of: "B") == 1)
            #expect(try codes.number(of: "A") == 2)
            #expect(try codes.number(of: "B") == 1)
            let event = try books.begin()
            let party = Party(id: 7, code: "Z", name: "Zoe", email: nil, language: "en-GB")
            _ = try books.customers.put(party, event: event)
            try books.numbers.settle(.party)
            let again = try books.codes(.party)
            #expect(again["Z"] == 7)
            #expect(try again.number(of: "Y") == 8)
        }
    }

    @Test(
        "of places, agreements and properties come back as they went in",
        arguments: TestEngine.allCases)
    func roundTrip(engine: TestEngine) throws {
        let installation = try engine.make()
        let agreement = Agreement(
            id: 1, accountID: 1, supplyPointID: 1, tariff: "T1", kind: .occupied,
            period: Period(from: day("2024-04-01"), upTo: .openEnd))
        let property = SupplyProperty(
            supplyPointID: 1, name: "return_factor", value: "0.95",
            period: Period(from: day("2024-04-01"), upTo: day("2025-04-01")))
        try installation.write { books in
            let event = try books.begin()
            try books.addPlace(event: event)
            _ = try books.customers.put(party(named: "Ann"), event: event)
            _ = try books.customers.put(Account(id: 1, code: "A1", partyID: 1), event: event)
            _ = try books.supply.put(agreement, code: "G1", event: event)
            _ = try books.supply.put(property, event: event)
        }
        try installation.read { (books: Books) throws in
            #expect(try books.supply.schemes().map(\.currency) == [.gbp])
            #expect(try books.supply.premises(1)?.postcode == "AA1 1AA")
            #expect(try books.supply.supplyPoint(code: "W1")?.cycle == .quarterlyMarch)
            #expect(try books.customers.account(code: "A1")?.partyID == 1)
            #expect(try books.supply.agreements(ofSupplyPoint: 1) == [agreement])
            #expect(try books.supply.agreements(ofAccount: 1) == [agreement])
            #expect(try books.supply.properties(ofSupplyPoint: 1) == [property])
            #expect(try books.supply.agreements(known: .nothing).isEmpty)
        }
    }

    @Test("a scheme's clock and currency never change", arguments: TestEngine.allCases)
    func scheme(engine: TestEngine) throws {
        let installation = try engine.make()
        try installation.write { books in
            let event = try books.begin()
            try books.addPlace(event: event)
            let other = Scheme(
                code: "S1", name: "Scheme", jurisdiction: "GB", currency: .eur,
                zone: "Europe/London")
            #expect(try books.supply.put(other, event: event) == nil)
        }
    }

    @Test(
        "registers keep their dial, their days and where they hang", arguments: TestEngine.allCases)
    func registers(engine: TestEngine) throws {
        let installation = try engine.make()
        let installed = try register(removed: day("2025-03-10"))
        try installation.write { books in
            let event = try books.begin()
            try books.addPlace(event: event)
            #expect(try books.meters.put(installed, event: event) == .new)
            #expect(try books.meters.put(installed, event: event) == .unchanged)
        }
        try installation.read { (books: Books) throws in
            #expect(try books.meters.registers(ofSupplyPoint: 1) == [installed])
            #expect(try books.meters.register(1) == installed)
        }
    }

    @Test(
        "a tariff book supersedes the one before, and both can be asked for",
        arguments: TestEngine.allCases)
    func tariffs(engine: TestEngine) throws {
        let installation = try engine.make()
        try installation.write { books in
            let (one, two) = (try books.begin(), try books.begin())
            func put(_ book: String, _ event: Int64) throws -> FactChange {
                try books.tariffs.putTariff(
                    code: "T1", book: book, fileName: "t1.yaml", event: event)
            }
            #expect(try put("first", one) == .new)
            #expect(try put("first", two) == .unchanged)
            #expect(try put("second", two) == .superseded)
            #expect(try books.tariffs.tariff("T1")?.book == "second")
            #expect(try books.tariffs.tariff("T1", known: Knowledge(at: one))?.book == "first")
            #expect(try books.tariffs.versions().count == 1)
        }
    }

    private func party(named name: String) -> Party {
        Party(id: 1, code: "C1", name: name, email: nil, language: "en-GB")
    }
}

func register(removed: Day? = nil) throws -> InstalledRegister {
    let register = try Register(
        id: 1, meterSerial: "M1", usage: UsageCode("m3"), unit: .m3,
        dial: try Dial(dials: 5, decimals: 3, multiplier: Exact("0.1")!),
        installed: day("2020-01-01"), removed: removed)
    return InstalledRegister(register: register, supplyPointID: 1, code: "1")
}
