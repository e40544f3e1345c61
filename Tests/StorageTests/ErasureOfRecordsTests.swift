import Customers
import Foundation
import Measures
import Supply
import Testing

@testable import Storage

extension Books {
    /// Erases parts of a party, as the act does; how many values went of each.
    fileprivate func erase(_ parts: [PersonalPart], of party: Int64) throws -> [Int] {
        let data = try erasures.data(of: party, code: "C\(party)")
        let event = try begin("personal-data-erased")
        let counted = try parts.map { try erasures.count($0, of: data) }
        let erased = try parts.map { try erasures.erase($0, of: data, event: event) }
        #expect(erased == counted)
        try erasures.note(party: party, parts: parts.map(\.rawValue), event: event)
        return erased
    }

    /// An account is supplied from 2025-01-01 up to a day.
    fileprivate func supply(account: Int64, upTo end: Day) throws {
        let event = try begin("import-agreements")
        try addPlace(event: event)
        _ = try supply.put(
            Agreement(
                id: 1, accountID: account, supplyPointID: 1, tariff: "T",
                kind: .occupied, period: Period(from: day("2025-01-01"), upTo: end)),
            code: "G1", event: event)
        try numbers.settle(.agreement)
    }
}

@Suite("Personal values of dated facts")
struct ErasureOfRecordsTests {
    @Test(
        "are erased part by part, and every proof still verifies (rule H6.4)",
        arguments: TestEngine.allCases)
    func erased(engine: TestEngine) throws {
        let installation = try booksWithRecords(engine)
        let parts: [PersonalPart] = [.needs, .preferences, .holds, .relations]
        // Kind, consent and note; evidence; reason; what shows that C8 pays, that C7 is liable, and
        // the agent's name, contact and evidence.
        #expect(try installation.write { try $0.erase(parts, of: 7) } == [3, 1, 1, 5])
        #expect(try installation.problems() == [])
        try installation.read { books in
            let need = try #require(try books.needs.record(1))
            #expect(need.kind == nil && need.consent == "" && need.note == "")
            #expect(need.recordClass == .protected && need.period.start == day("2025-01-01"))
            #expect(try books.holds.record(1)?.reason == "")
            #expect(try books.preferences.record(1)?.evidence == "")
            #expect(try books.preferences.record(1)?.channel == .phone)
            let agent = try #require(try books.agents.record(1))
            #expect(agent.name == "" && agent.contact == "" && agent.scopes.count == 2)
            #expect(try books.jointParties.record(1)?.evidence == "")
            #expect(try books.payers.record(1)?.evidence == "")
        }
        #expect(try installation.write { try $0.erase(parts, of: 7) } == [0, 0, 0, 0])
    }

    @Test("of a relation go with either side (rules E5.1, H6.4)", arguments: TestEngine.allCases)
    func relations(engine: TestEngine) throws {
        let installation = try booksWithRecords(engine)
        // C8 pays C7's account, and C7 is liable for C8's.
        #expect(try installation.write { try $0.erase([.relations], of: 8) } == [2])
        try installation.read { books in
            let payer = try #require(try books.payers.record(1))
            #expect(payer.evidence == "")
            #expect(try books.jointParties.record(1)?.evidence == "")
            #expect(try books.agents.record(1)?.name == "Bea")
        }
        #expect(try installation.problems() == [])
    }

    @Test("are erased as they were known at all times", arguments: TestEngine.allCases)
    func allTimes(engine: TestEngine) throws {
        let installation = try booksWithRecords(engine)
        try installation.write { books in
            let event = try books.begin("hold-changed")
            let hold = try #require(try books.holds.record(1))
            _ = try books.holds.put(
                Hold(
                    id: 1, account: 3, kind: hold.kind, period: hold.period,
                    review: day("2025-09-01"), reason: "still the meter"), event: event)
        }
        #expect(try installation.write { try $0.erase([.holds], of: 7) } == [2])
        #expect(try installation.problems() == [])
        // Ended afterwards, it brings nothing back.
        try installation.write { books in
            let event = try books.begin("hold-ended")
            var hold = try #require(try books.holds.record(1))
            hold.period = Period(from: hold.period.start, upTo: day("2025-04-01"))
            _ = try books.holds.put(hold, event: event)
        }
        #expect(try installation.problems() == [])
        #expect(try installation.read { try $0.holds.record(1)?.reason } == "")
    }

    @Test("leave nothing of themselves in the file")
    func overwritten() throws {
        let folder = try ScratchFolder()
        let installation = try Installation.create(
            in: folder.file("books"), name: "U", businessDay: day("2025-03-01"), clock: clock)
        try installation.addCustomersWithRecords()
        try installation.emptyLog()
        let words = [
            "dialysis", "three times a week", "by telephone", "the meter", "signed", "01632 960002",
        ]
        func left() throws -> [String] {
            let bytes = try Data(contentsOf: URL(filePath: installation.file))
            return words.filter { bytes.range(of: Data($0.utf8)) != nil }
        }
        #expect(try left() == words)
        let parts: [PersonalPart] = [.needs, .preferences, .holds, .relations]
        _ = try installation.write { try $0.erase(parts, of: 7) }
        try installation.emptyLog()
        #expect(try left() == [])
    }

    @Test("planted back with their salts are seen", arguments: TestEngine.allCases)
    func plantedBack(engine: TestEngine) throws {
        let installation = try booksWithRecords(engine)
        for table in FactTable.datedRecords {
            let columns = table.shape.hidden.map { table.shape.columns[$0] }
            let names = (columns + ["seal"]).joined(separator: ", ")
            let before = try installation.read(rows: .none) { books in
                try books.db.rows("SELECT \(names) FROM \(table.name)").map { row in
                    (0...columns.count).map { row.value($0) }
                }[0]
            }
            let parts: [PersonalPart] = [.needs, .preferences, .holds, .relations]
            _ = try installation.write { try $0.erase(parts, of: 7) }
            let after = try installation.read(rows: .none) { books in
                try books.db.rows("SELECT \(names) FROM \(table.name)").map { row in
                    (0...columns.count).map { row.value($0) }
                }[0]
            }
            let sets = (columns + ["seal"]).map { "\($0) = ?" }.joined(separator: ", ")
            func plant(_ values: [DatabaseValue]) throws {
                _ = try installation.engine.write { db in
                    try db.execute(
                        sql: "UPDATE \(table.name) SET \(sets)",
                        arguments: StatementArguments(values))
                }
            }
            guard before != after else { continue }
            try plant(before)
            let found = try installation.problems()
            for column in columns {
                #expect(
                    found.contains {
                        $0.hasPrefix("\(table.name) 1,")
                            && $0.hasSuffix("\(column) was erased, and is there again")
                    }, "\(table.name).\(column): \(found)")
            }
            try plant(after)
        }
        #expect(try installation.problems() == [])
    }

    @Test(
        "stay while somebody is liable for an account that is supplied (rules E5.1, H6.1)",
        arguments: TestEngine.allCases)
    func liable(engine: TestEngine) throws {
        let installation = try booksWithRecords(engine)
        func liableUpTo(_ party: Int64) throws -> Day? {
            try installation.read { books in
                let data = try books.erasures.data(of: party, code: "C\(party)")
                return try books.erasures.situation(of: data).liableUpTo
            }
        }
        #expect(try liableUpTo(7) == day("2026-01-01"))
        #expect(try liableUpTo(8) == .openEnd)
        try installation.write { try $0.supply(account: 4, upTo: day("2025-08-01")) }
        #expect(try liableUpTo(7) == day("2025-08-01"))
        #expect(try liableUpTo(8) == .openEnd)
    }

    @Test("stay while a hold lasts on an account that somebody is liable for (rule H6.5)")
    func held() throws {
        let installation = try booksWithRecords(.sqlite)
        func heldUpTo(_ party: Int64) throws -> Day? {
            try installation.read { books in
                let data = try books.erasures.data(of: party, code: "C\(party)")
                return try books.erasures.situation(of: data).heldUpTo
            }
        }
        // The dispute is about C7's account, which C8 pays.
        #expect(try heldUpTo(7) == .openEnd && heldUpTo(8) == .openEnd)
        try installation.write { books in
            let event = try books.begin("payer-ended")
            #expect(try books.payers.takeBack(1, event: event))
        }
        #expect(try heldUpTo(7) == .openEnd && heldUpTo(8) == nil)
    }
}
