import Customers
import Measures
import Supply
import Testing

@testable import Storage

/// Books with two customers, C7 with account 3 and C8 with account 4, and a record of each kind: C7
/// is liable for C8's account, and C8 pays C7's.
func booksWithRecords(_ engine: TestEngine) throws -> Installation {
    let installation = try engine.make("2025-03-01")
    try installation.addCustomersWithRecords()
    return installation
}

extension Installation {
    func addCustomersWithRecords() throws {
        try write { books in
            let event = try books.begin("import-customers")
            for (party, account) in [(7, 3), (8, 4)] as [(Int64, Int64)] {
                _ = try books.customers.put(
                    Party(
                        id: party, code: "C\(party)", name: "Somebody", email: nil,
                        language: "en-GB"),
                    event: event)
                _ = try books.customers.put(
                    Account(id: account, code: "A\(account)", partyID: party), event: event)
            }
            try books.numbers.settle(.party)
            try books.numbers.settle(.account)
        }
        try write { try $0.addRecords(event: try $0.begin("import-records")) }
    }
}

extension Books {
    private var open: Period { Period(from: day("2025-01-01"), upTo: .openEnd) }

    fileprivate func addRecords(event: Int64) throws {
        let ending = Period(from: day("2025-01-01"), upTo: day("2026-01-01"))
        _ = try needs.put(
            Need(
                id: 1, party: 7, kind: .dialysis, period: open, confirmed: day("2025-02-01"),
                consent: "by telephone", note: "three times a week"), event: event)
        _ = try holds.put(
            Hold(
                id: 1, account: 3, kind: .dispute, period: open, review: day("2025-06-01"),
                reason: "the meter"), event: event)
        _ = try preferences.put(
            Preference(
                id: 1, party: 7, purpose: .service, channel: .phone, format: .largePrint,
                language: "cy-GB", quiet: QuietHours("22:00-07:00"), period: open,
                evidence: "call"), event: event)
        _ = try jointParties.put(
            JointParty(id: 1, account: 4, party: 7, period: ending, evidence: "signed"),
            event: event)
        _ = try payers.put(
            Payer(
                id: 1, account: 3, party: 8, share: Exact(50), period: open, evidence: "letter"),
            event: event)
        _ = try agents.put(
            Agent(
                id: 1, party: 7, kind: .carer, name: "Bea", contact: "01632 960002",
                scopes: [.bills, .readings], period: ending, evidence: "form"), event: event)
        try needs.settle()
        try holds.settle()
        try preferences.settle()
        try jointParties.settle()
        try payers.settle()
        try agents.settle()
    }
}

extension Installation {
    func problems() throws -> [String] {
        try examine().filter { !$0.isWell }.flatMap(\.problems)
    }

    fileprivate func execute(_ sql: String, _ arguments: [DatabaseValue] = []) throws {
        _ = try engine.write {
            try $0.execute(sql: sql, arguments: StatementArguments(arguments))
        }
    }

    fileprivate func value(_ column: String, of table: String) throws -> DatabaseValue {
        try read(rows: .none) { books in
            try books.db.rows("SELECT \(column) FROM \(table)").map { $0.value(0) }[0]
        }
    }
}

@Suite("Dated facts as stored")
struct DatedRecordTests {
    @Test("come back as they were put, by number and by owner", arguments: TestEngine.allCases)
    func stored(engine: TestEngine) throws {
        let installation = try booksWithRecords(engine)
        #expect(try installation.problems() == [])
        try installation.read { books in
            let need = try #require(try books.needs.record(1))
            #expect(need.kind == .dialysis && need.confirmed == day("2025-02-01"))
            #expect(need.note == "three times a week" && need.period.end == .openEnd)
            #expect(try books.needs.of(7) == [need] && books.needs.all() == [need])
            #expect(try books.needs.of(8).isEmpty && books.needs.record(2) == nil)
            let hold = try #require(try books.holds.of(3).first)
            #expect(hold.review == day("2025-06-01") && hold.team == .billing)
            let wish = try #require(try books.preferences.of(7).first)
            #expect(wish.quiet == QuietHours("22:00-07:00") && wish.format == .largePrint)
            #expect(wish.language == "cy-GB")
            let joint = try #require(try books.jointParties.of(4).first)
            #expect(try books.jointParties.naming(7) == [joint])
            let payer = try #require(try books.payers.of(3).first)
            #expect(try books.payers.naming(8) == [payer] && books.payers.naming(7).isEmpty)
            #expect(payer.share == Exact(50))
            let agent = try #require(try books.agents.of(7).first)
            #expect(agent.scopes == [.bills, .readings] && agent.contact == "01632 960002")
            #expect(try books.customers.accounts(ofParty: 7).map(\.code) == ["A3"])
        }
    }

    @Test("are known from one event until another, and taken back", arguments: TestEngine.allCases)
    func known(engine: TestEngine) throws {
        let installation = try booksWithRecords(engine)
        let changed = try installation.write { books in
            let event = try books.begin("need-changed")
            let need = Need(
                id: 1, party: 7, kind: .dialysis,
                period: Period(from: day("2025-01-01"), upTo: day("2025-02-01")), consent: "letter")
            #expect(try books.needs.put(need, event: event) == .superseded)
            #expect(try books.needs.put(need, event: event) == .unchanged)
            #expect(try books.holds.takeBack(1, event: event))
            #expect(try !books.holds.takeBack(1, event: event))
            return event
        }
        try installation.read { books in
            let before = Knowledge(at: changed - 1)
            let need = try #require(try books.needs.record(1))
            #expect(need.consent == "letter")
            #expect(try books.needs.record(1, known: before)?.consent == "by telephone")
            #expect(try books.holds.of(3).isEmpty)
            #expect(try books.holds.of(3, known: before).count == 1)
        }
        // A number that was given is not given again.
        #expect(try installation.write { try $0.holds.lastNumber() } == 1)
        #expect(try installation.problems() == [])
    }

    /// Each column with a value that could stand there.
    private static let plausible: [(String, [String: DatabaseValue])] = [
        (
            "need",
            [
                "id": .int(2), "party_id": .int(8), "kind": .text("blind"),
                "from_day": .text("2025-01-02"), "to_day": .text("2025-06-01"),
                "confirmed_on": .null, "consent": .text("by letter"), "note": .text(""),
            ]
        ),
        (
            "hold",
            [
                "id": .int(2), "account_id": .int(4), "kind": .text("billing"),
                "from_day": .text("2024-12-31"), "to_day": .text("2025-06-01"),
                "review_on": .text("2030-01-01"), "team": .text("metering"),
                "reason": .text("none"),
            ]
        ),
        (
            "preference",
            [
                "id": .int(2), "party_id": .int(8), "purpose": .text("marketing"),
                "channel": .text("sms"), "format": .text("standard"), "language": .text(""),
                "quiet_hours": .text(""), "from_day": .text("2025-01-02"),
                "to_day": .text("2025-06-01"), "evidence": .text("none"),
            ]
        ),
        (
            "joint_party",
            [
                "id": .int(2), "account_id": .int(3), "party_id": .int(8),
                "from_day": .text("2025-01-02"), "to_day": .text("2025-06-01"),
                "evidence": .text("said"),
            ]
        ),
        (
            "payer",
            [
                "id": .int(2), "account_id": .int(4), "party_id": .int(7), "share": .text("100"),
                "from_day": .text("2025-01-02"), "to_day": .text("2025-06-01"),
                "evidence": .text("said"),
            ]
        ),
        (
            "agent",
            [
                "id": .int(2), "party_id": .int(8), "kind": .text("executor"),
                "name": .text("Eve"), "contact": .text(""), "scopes": .text("contract"),
                "from_day": .text("2025-01-02"), "to_day": .text("2027-01-01"),
                "evidence": .text("said"),
            ]
        ),
    ]

    @Test("every column of every table, altered, is seen", arguments: TestEngine.allCases)
    func altered(engine: TestEngine) throws {
        let installation = try booksWithRecords(engine)
        #expect(Self.plausible.map(\.0) == FactTable.datedRecords.map(\.name))
        for ((table, values), facts) in zip(Self.plausible, FactTable.datedRecords) {
            #expect(Set(values.keys) == Set(facts.key + facts.shape.columns), "\(table)")
            let beside: [String: DatabaseValue] = [
                "known_from": .int(1), "known_to": .int(2), "seal": .null,
            ]
            for (column, value) in values.merging(beside, uniquingKeysWith: { $1 }) {
                let before = try installation.value(column, of: table)
                #expect(before != value, "\(table).\(column)")
                try installation.execute("UPDATE \(table) SET \(column) = ?", [value])
                #expect(try !installation.problems().isEmpty, "\(table).\(column)")
                try installation.execute("UPDATE \(table) SET \(column) = ?", [before])
            }
            #expect(try installation.problems() == [], "\(table)")
        }
    }

    @Test("a row taken away or planted is seen", arguments: TestEngine.allCases)
    func rows(engine: TestEngine) throws {
        for table in FactTable.datedRecords {
            let installation = try booksWithRecords(engine)
            let columns = (table.shape.columns.dropFirst() + ["known_from", "known_to", "seal"])
                .joined(separator: ", ")
            try installation.execute(
                "INSERT INTO \(table.name) (id, \(columns)) SELECT id + 1, \(columns) "
                    + "FROM \(table.name)")
            #expect(try !installation.problems().isEmpty, "\(table.name) planted")
            try installation.execute("DELETE FROM \(table.name) WHERE id = 2")
            #expect(try installation.problems() == [])
            try installation.execute("DELETE FROM \(table.name)")
            #expect(try !installation.problems().isEmpty, "\(table.name) taken away")
        }
    }

    @Test(
        "a word of no list is named with its row",
        arguments: [
            ("need", "kind", "flying"), ("hold", "kind", "dialysis"), ("hold", "team", "me"),
            ("preference", "purpose", "fun"), ("preference", "channel", "pigeon"),
            ("preference", "format", "loud"), ("preference", "quiet_hours", "22-7"),
            ("agent", "kind", "dispute"), ("agent", "scopes", "bills;all"),
            ("payer", "share", "half"),
            ("need", "confirmed_on", "soon"), ("joint_party", "to_day", "2025-02-30"),
        ])
    func words(table: String, column: String, word: String) throws {
        let installation = try booksWithRecords(.sqlite)
        try installation.execute("UPDATE \(table) SET \(column) = ?", [.text(word)])
        let problem = "\(table): id 1: \(column) is \"\(word)\""
        let found = try installation.problems()
        #expect(found.contains { $0.hasPrefix(problem) }, "\(problem): \(found)")
    }

    @Test(
        "a word of no list is damage to whoever reads it, and not left out",
        arguments: [
            "UPDATE need SET kind = 'flying'", "UPDATE hold SET team = 'me'",
            "UPDATE preference SET quiet_hours = '22-7'", "UPDATE agent SET scopes = 'bills;all'",
            "UPDATE payer SET share = 'half'", "UPDATE joint_party SET to_day = 'soon'",
        ])
    func damaged(sql: String) throws {
        let installation = try booksWithRecords(.sqlite)
        try installation.execute(sql)
        #expect(throws: (any Error).self) {
            try installation.read { books in
                _ = try (books.needs.of(7), books.holds.of(3), books.preferences.of(7))
                _ = try (books.jointParties.of(4), books.payers.of(3), books.agents.of(7))
            }
        }
    }

    @Test("name parties and accounts that are there", arguments: TestEngine.allCases)
    func references(engine: TestEngine) throws {
        for (table, column) in [
            ("need", "party_id"), ("hold", "account_id"), ("preference", "party_id"),
            ("joint_party", "account_id"), ("joint_party", "party_id"), ("payer", "account_id"),
            ("payer", "party_id"), ("agent", "party_id"),
        ] {
            let installation = try booksWithRecords(engine)
            try installation.execute("UPDATE \(table) SET \(column) = 99")
            let parent = column.prefix { $0 != "_" }
            #expect(
                try installation.problems().contains(
                    "\(table): \(column) 99 is no \(parent)"))
        }
    }
}
