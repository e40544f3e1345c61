import Customers
import Measures
import Operations
import Storage
import Testing

@Suite("Imports of facts of customers")
struct RecordImportTests {
    private static let files: [(ImportKind, RecordKind, String)] = [
        (
            .needs, .need,
            "customer_id,kind,from,to,confirmed,consent,note\n"
                + "C1,dialysis,2025-01-01,,2025-06-01,by telephone,\"three times, weekly\"\n"
                + "C2,recovery,2025-01-01,2025-12-31,,by letter,\n"
        ),
        (
            .holds, .hold,
            "account_id,kind,from,to,review,team,reason\n"
                + "A1,dispute,2025-02-01,,2025-09-01,metering,meter in doubt\n"
                + "A2,breathing-space,2025-03-04,,,,notice\n"
        ),
        (
            .preferences, .preference,
            "customer_id,purpose,channel,format,language,quiet_hours,from,to,evidence\n"
                + "C1,bill,post,large-print,cy-GB,,2025-01-01,,\n"
                + "C2,marketing,e-mail,,,22:00-07:00,2025-01-01,2025-12-31,ticked\n"
        ),
        (
            .jointParties, .jointParty,
            "account_id,customer_id,from,to,evidence\n"
                + "A1,C2,2025-01-01,,signed\nA2,C1,2025-02-01,2025-12-31,signed too\n"
        ),
        (
            .payers, .payer,
            "account_id,customer_id,share,from,to,evidence\n"
                + "A1,C2,33.333333,2025-01-01,,letter\nA2,C1,,2025-01-01,2025-12-31,letter\n"
        ),
        (
            .agents, .agent,
            "customer_id,kind,name,contact,scopes,from,to,evidence\n"
                + "C1,carer,Bea,01632 960002,bills;readings,2025-01-01,2025-12-31,form\n"
                + "C2,executor,Cy,,contract,2025-01-01,,probate\n"
        ),
    ]

    /// All records as text.
    private func records(_ books: Installation) throws -> [String] {
        try books.read { books in
            try books.needs.all().map { "\($0)" } + books.holds.all().map { "\($0)" }
                + books.preferences.all().map { "\($0)" }
                + books.jointParties.all().map { "\($0)" } + books.payers.all().map { "\($0)" }
                + books.agents.all().map { "\($0)" }
        }
    }

    @Test("take what the acts take, number for number")
    func sameAsActs() throws {
        let (imported, acted) = (try SampleBooks(), try SampleBooks())
        let door = Door(acted.installation, as: "tester")
        for (file, kind, text) in Self.files {
            let report = try imported.take(file, text)
            #expect(report.accepted == 2 && report.new == 2, "\(report.firstRejections)")
            let lines = text.split(separator: "\n").map(String.init)
            let names = lines[0].split(separator: ",").map(String.init)
            for line in lines.dropFirst() {
                // No comma stands inside a field but in the first note.
                let line = line.replacing("\"three times, weekly\"", with: "three times; weekly")
                let values = line.split(separator: ",", omittingEmptySubsequences: false)
                    .map { String($0.replacing("times; weekly", with: "times, weekly")) }
                let fields = Dictionary(uniqueKeysWithValues: zip(names, values))
                try door.perform(AddRecord(kind, fields), now: Terms(because: "told"))
            }
        }
        let found = try records(imported.installation)
        #expect(try records(acted.installation) == found && found.count == 12)
        #expect(try imported.installation.examine(Check.storage).allSatisfy(\.isWell))
    }

    @Test("of the same rows in another file change nothing, of other values keep the number")
    func again() throws {
        let sample = try SampleBooks()
        for (file, _, text) in Self.files {
            try sample.take(file, text)
            let before = try records(sample.installation)
            let same = try sample.take(file, text.replacing("\n", with: "\r\n"))
            #expect(same.unchanged == 2 && same.new == 0 && same.superseded == 0, "\(file)")
            #expect(try records(sample.installation) == before)
        }
        let changed = try sample.take(
            .needs, "customer_id,kind,from,consent\nC1,dialysis,2025-01-01,by letter\n")
        #expect(changed.superseded == 1)
        let need = try sample.installation.read { try $0.needs.record(1) }
        #expect(need?.consent == "by letter" && need?.note == "")
    }

    @Test("look at the rows before them in the file (rules G3.1, G5.1)")
    func together() throws {
        let sample = try SampleBooks()
        let needs = try sample.take(
            .needs,
            "customer_id,kind,from,consent\nC1,blind,2025-01-01,x\nC1,blind,2025-02-01,x\n"
                + "C2,blind,2025-02-01,x\n")
        #expect(needs.accepted == 2 && needs.rejected == 1)
        try sample.take(.customers, Samples.headers[.customers]! + "C1,\"Example, Ada\",A3,\n")
        let holds = try sample.take(
            .holds,
            "account_id,kind,from,to,reason\nA1,breathing-space,2025-03-04,,notice\n"
                + "A3,breathing-space,2025-03-04,,notice\n"
                + "A3,breathing-space,2025-09-01,,notice\n"
                + "A2,breathing-space,2025-09-01,,notice\n")
        #expect(holds.accepted == 3 && holds.rejected == 1)
        let payers = try sample.take(
            .payers,
            "account_id,customer_id,share,from,evidence\nA1,C2,60,2025-01-01,x\n"
                + "A2,C1,60,2025-01-01,x\n")
        #expect(payers.accepted == 2)
        #expect(try sample.installation.read { try $0.holds.all().map(\.id) } == [1, 3, 2])
    }

    @Test("in parts come to the same as whole")
    func parts() throws {
        let (whole, inParts) = (try SampleBooks(), try SampleBooks())
        let days = (0..<60).map { Day("2020-01-01")! + $0 * 7 }
        // Every second week of each of the two.
        let rows = days.enumerated().map { "C\($0 % 2 + 1),blind,\($1),\($1 + 13),x\n" }
        let text = "customer_id,kind,from,to,consent\n" + rows.joined()
        try whole.take(.needs, text)
        let report = try inParts.take(.needs, path: inParts.file(text), partSize: 200)
        #expect(report.accepted == 60)
        let found = try records(whole.installation)
        #expect(try records(inParts.installation) == found && found.count == 60)
    }

    @Test(
        "name the column that is wrong",
        arguments: [
            (ImportKind.needs, "C1,blind,2025-01-01,2024-12-31,,x,", "to"),
            (.needs, "C1,blind,2025-01-01,,2024-12-31,x,", "confirmed"),
            (.needs, "C1,blind,2025-01-01,,,,", "consent"),
            (.needs, "C1,recovery,2025-01-01,,,x,", "to"),
            (.needs, "C9,blind,2025-01-01,,,x,", "customer_id"),
            (.holds, "A1,dispute,2025-01-01,,2024-12-31,,x", "review"),
            (.holds, "A1,dispute,2025-01-01,,,,x", "to"),
            (.holds, "A1,dispute,2025-01-01,,2025-02-01,me,x", "team"),
            (.holds, "A1,breathing-space,2025-01-01,2025-03-02,,,x", "to"),
            (.holds, "A9,dispute,2025-01-01,,2025-02-01,,x", "account_id"),
            (.preferences, "C1,bill,none,,,,2025-01-01,,", "channel"),
            (.preferences, "C1,marketing,e-mail,,,,2025-01-01,,", "evidence"),
            (.preferences, "C1,bill,post,,,+7:00-08:00,2025-01-01,,", "quiet_hours"),
            (.jointParties, "A1,C1,2025-01-01,,x", "customer_id"),
            (.jointParties, "A1,C9,2025-01-01,,x", "customer_id"),
            (.payers, "A1,C2,101,2025-01-01,,x", "share"),
            (.payers, "A1,C2,0,2025-01-01,,x", "share"),
            (.agents, "C1,carer,Bea,,bills,2025-01-01,,x", "to"),
            (.agents, "C1,carer,Bea,,all,2025-01-01,2025-12-31,x", "scopes"),
            (.agents, "C1,carer,Bea,,bills,2025-01-01,2025-12-31,", "evidence"),
        ])
    func columns(kind: ImportKind, row: String, column: String) throws {
        let sample = try SampleBooks()
        let header = try #require(Self.files.first { $0.0 == kind }).2.prefix { $0 != "\n" }
        let report = try sample.take(kind, header + "\n" + row + "\n")
        #expect(report.rejected == 1)
        #expect(report.firstRejections.first?.contains(", \(column)") == true, "\(report)")
        #expect(try records(sample.installation).isEmpty)
    }

    @Test("tried out store nothing")
    func dryRun() throws {
        let sample = try SampleBooks()
        for (file, _, text) in Self.files {
            #expect(try sample.take(file, text, dryRun: true).accepted == 2)
        }
        #expect(try records(sample.installation).isEmpty)
    }
}
