import Measures
import Operations
import Storage
import Testing

@Suite("A row is refused")
struct RefusalTests {
    @Test(
        "with the column to blame and the rule",
        arguments: [
            // kind, row, what the refusal says (nil: accepted)
            (.schemes, "S1,North,GB-EAW,EUR,Europe/London,", "code \"S1\""),
            (.schemes, "S2,South,GB-EAW,GBP,Europe/Atlantis,", "zone \"Europe/Atlantis\""),
            (.premises, "P9,S9,1 Road,,GB,domestic", "scheme \"S9\""),
            (.supplyPoints, "W9,P9,water,monthly,", "premises_id \"P9\""),
            (.supplyPoints, "W1,P1,gas,monthly,", "keeps its commodity"),
            (.supplyPoints, "E9,P1,electricity,monthly,NMI0000001", "market_id"),
            (.agreements, "G9,A9,W2,water,2025-01-01,,", "account_id \"A9\""),
            (.agreements, "G9,A1,W9,water,2025-01-01,,", "supply_point_id \"W9\""),
            (.agreements, "G9,A1,W2,wine,2025-01-01,,", "tariff \"wine\""),
            (.agreements, "G9,A1,W2,power,2025-01-01,,", "this one is for electricity"),
            (.agreements, "G9,A1,W1,water,2024-12-31,2024-12-31,", "AC-DOB"),
            (.agreements, "G9,A1,W1,water,2023-12-01,2024-01-01,", "AC-DOB"),
            (.agreements, "G9,A1,W1,water,2023-12-01,2023-12-31,", nil),
            (.agreements, "G1,A1,W2,water,2024-01-01,,", "keeps its supply point"),
            (.agreements, "G2,A2,W1,water,2025-01-01,2025-05-31,", nil),
            (.properties, "W9,return_factor,0.9,2025-01-01,", "supply_point_id \"W9\""),
            (.properties, "W1,return_factor,0.9,2024-12-31,", "one value a day"),
            (.properties, "W1,return_factor,0.9,2025-01-01,", nil),
            (.meters, "M9,W9,2025-01-01,,1,m3,m3,,5,0,,,", "supply_point_id \"W9\""),
            (.meters, "M2,W2,2025-06-01,,1,m3,m3,,5,0,,,", "one supply point at a time"),
            (.meters, "M1,W2,2025-03-30,,1,m3,m3,,5,0,,,", "one supply point at a time"),
            (.meters, "M1,W2,2025-03-31,,1,m3,m3,,5,0,,,", nil),
            (.meters, "M2,W1,2025-04-30,,1,m3,m3,,5,0,,,", "hangs there already"),
            (.meters, "M9,W1,2025-01-01,,1,m3,m3,,5,0,,,return_factor=1", nil),
            (.meters, "M9,W1,2024-06-01,,1,m3,m3,,5,0,,,return_factor=1", "one value a day"),
        ] as [(ImportKind, String, String?)])
    func rows(kind: ImportKind, row: String, says: String?) throws {
        try expect(kind, row, says)
    }

    @Test(
        "of readings: B3.1 to B3.3 and RD-DUP, with both sides of each edge",
        arguments: [
            ("M9,1,2025-06-30,1,", "RD-SERIAL"), ("M1,2,2025-03-31,1,", "RD-SERIAL"),
            ("M1,1,2023-12-31,0,", "RD-DATE"), ("M1,1,2024-01-02,1,", nil),
            ("M1,1,2025-03-31,1,", nil), ("M1,1,2025-04-01,1,", "RD-DATE"),
            ("M2,1,2025-03-30,1,", "RD-DATE"), ("M2,1,2025-03-31,1,", nil),
            ("M2,1,2025-06-30,1,", nil), ("M2,1,2025-07-01,1,", "RD-DATE"),
            ("M2,1,2025-06-30,99999,", nil), ("M2,1,2025-06-30,100000,", "5 dials"),
            ("M2,1,2025-06-30,1.5,", "0 decimals"), ("M1,1,2025-03-31,1.125,", nil),
            ("M1,1,2025-03-31,1.1255,", "3 decimals"), ("M2,1,2025-06-30,-1,", "B3.3"),
            ("M2,1,2025-06-30,1000000000000000000000000000000,", "value"),
            ("M2,1,2025-06-30,NaN,", "value"), ("M2,1,2025-02-30,1,", "day"),
            ("I1,E1,2025-06-30,1,", "takes intervals"),
            // 80.125 SMT and 160 EST are known.
            ("M1,1,2024-06-30,81,ACT", "RD-DUP"), ("M1,1,2024-06-30,81,CUS", "RD-DUP"),
            ("M1,1,2024-06-30,81,AGR", nil), ("M1,1,2024-06-30,80.125,ACT", nil),
            ("M1,1,2024-12-31,159,EST", "RD-DUP"), ("M1,1,2024-12-31,159,CUS", nil),
            ("M1,1,2024-12-31,159,CHK", "RD-DUP"),
        ] as [(String, String?)])
    func readings(row: String, says: String?) throws {
        try expect(.readings, row, says)
    }

    @Test(
        "that stands twice in one file",
        arguments: [
            (.customers, "C7,Eve,A7,\nC8,Eve,A7,\n", "account stands once"),
            (.customers, "C7,Eve,A7,\nC7,Eva,A8,\n", "the same in both rows"),
            (.premises, "P7,S1,1 R,,GB,d\nP7,S1,2 R,,GB,d\n", "once in the file (line 2)"),
            (.supplyPoints, "W7,P1,water,,\nW7,P2,water,,\n", "once in the file (line 2)"),
            (
                .agreements,
                "G7,A1,W2,water,2025-01-01,2025-01-31,\nG7,A1,W2,water,2025-03-01,,\n",
                "once in the file (line 2)"
            ),
            (
                .meters,
                "M7,W2,2025-01-01,,1,m3,m3,,5,0,,,\nM7,W2,2025-01-01,,1,m3,m3,,4,0,,,\n",
                "once in the file (line 2)"
            ),
        ] as [(ImportKind, String, String)])
    func repeated(kind: ImportKind, rows: String, says: String) throws {
        let report = try SampleBooks().take(kind, Samples.headers[kind]! + rows)
        #expect((report.accepted, report.rejected) == (1, 1))
        #expect(report.firstRejections.first?.contains(says) == true)
    }

    @Test("an actual after an estimate stands; the estimate is known as it was")
    func trueUp() throws {
        let sample = try SampleBooks()
        let before = try sample.installation.read { try $0.events.knowledgeNow() }
        #expect(try sample.refusal(.readings, "M1,1,2024-12-31,158.5,ACT") == nil)
        let day = Day("2024-12-31")!
        let values = try sample.installation.read { books in
            [
                try books.meters.reading(of: 1, on: day)?.value,
                try books.meters.reading(of: 1, on: day, known: before)?.value,
            ]
        }
        #expect(values == [Quantity("158.5"), Quantity(160)])
    }

    @Test("one reading may play two roles")
    func roles() throws {
        let sample = try SampleBooks()
        #expect(try sample.refusal(.readings, "M1,1,2024-06-30,80.125,FIN") == nil)
        let roles = try sample.installation.read { books in
            try books.meters.reading(of: 1, on: Day("2024-06-30")!)?.roles
        }
        #expect(roles?.types == [.smart, .final])
    }

    private func expect(_ kind: ImportKind, _ row: String, _ says: String?) throws {
        let refusal = try SampleBooks().refusal(kind, row)
        guard let says else {
            #expect(refusal == nil)
            return
        }
        #expect(refusal?.contains(says) == true, "\(refusal ?? "accepted")")
    }
}
