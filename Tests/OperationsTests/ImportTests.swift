import Foundation
import Interchange
import Measures
import Metering
import Operations
import Storage
import Testing

@Suite("An import")
struct ImportTests {
    @Test("stores what the files say")
    func stored() throws {
        let sample = try SampleBooks()
        let parts = try sample.installation.read { books in
            (
                try books.customers.parties(), try books.supply.agreements(ofSupplyPoint: 1),
                try books.meters.registers(ofSupplyPoint: 1), try books.meters.readings(of: 1),
                try books.supply.properties()
            )
        }
        #expect(parts.0.map(\.name) == ["Example, Ada", "Bo"])
        #expect(parts.1.map(\.period.days) == [366, Day.openEnd - Day("2025-01-01")!])
        #expect(parts.2.map(\.register.meterSerial) == ["M1", "M2"])
        #expect(parts.3.map(\.value.description) == ["0.5", "80.125", "160"])
        #expect(parts.3.map(\.status) == [.actual, .actual, .estimated])
        #expect(parts.4.map(\.value) == ["0.95"])
    }

    @Test("of the same file twice changes nothing, and says so", arguments: ImportKind.csv)
    func twice(_ kind: ImportKind) throws {
        let sample = try SampleBooks()
        let before = try sample.snapshot()
        let text = Samples.all.first { $0.0 == kind }!.1
        let report = try sample.take(kind, text)

        #expect(report.alreadyDone != nil && report.event == nil)
        #expect(try sample.snapshot() == before)
    }

    @Test("of the same rows in another file accepts them unchanged", arguments: ImportKind.csv)
    func sameRows(_ kind: ImportKind) throws {
        let sample = try SampleBooks()
        let text = Samples.all.first { $0.0 == kind }!.1
        let report = try sample.take(kind, text.replacingOccurrences(of: "\n", with: "\r\n"))

        #expect(report.alreadyDone == nil)
        #expect(report.accepted == report.rows && report.unchanged == report.rows)
        #expect(report.new == 0 && report.superseded == 0)
    }

    @Test("of a changed row supersedes the fact; before, it is known as it was")
    func superseded() throws {
        let sample = try SampleBooks()
        let before = try sample.installation.read { try $0.events.knowledgeNow() }
        let text = Samples.headers[.customers]! + "C2,Bob,A2,\n"
        #expect(try sample.take(.customers, text).superseded == 1)
        let names = try sample.installation.read { books in
            [try books.customers.party(2)?.name, try books.customers.party(2, known: before)?.name]
        }
        #expect(names == ["Bob", "Bo"])
    }

    @Test("as a dry run checks everything and stores nothing")
    func dryRun() throws {
        let sample = try SampleBooks()
        let before = try sample.snapshot()
        let text = Samples.headers[.readings]! + "M2,1,2025-06-30,12,\nM9,1,2025-06-30,12,\n"
        let report = try sample.take(.readings, text, dryRun: true)

        #expect((report.rows, report.accepted, report.rejected) == (2, 1, 1))
        #expect(report.event == nil && report.isDryRun)
        #expect(try sample.snapshot() == before)
        #expect(try sample.take(.readings, text).accepted == 1)
    }

    @Test("writes rejected rows beside the file; corrected rows load, the file can come again")
    func rejects() throws {
        let sample = try SampleBooks()
        let row = "\"C3\",\"Cy\",A3,\n"
        let point = Samples.headers[.agreements]! + "G9,A3,W2,water,2025-01-01,,\n"
        let path = try sample.file(point)
        let first = try sample.take(.agreements, path: path)
        #expect((first.accepted, first.rejected) == (0, 1))
        let rejects = try String(contentsOfFile: path + ".rejects.csv", encoding: .utf8)
        #expect(rejects.hasPrefix("line,field,value,rule,advice\n2,account_id,A3,"))

        let again = try sample.take(.agreements, path: path)
        #expect(again.alreadyDone != nil)
        try sample.take(.customers, Samples.headers[.customers]! + row)
        let third = try sample.take(.agreements, path: path)
        #expect((third.accepted, third.rejected, third.new) == (1, 0, 1))
        #expect(try sample.installation.examine().allSatisfy(\.isWell))
    }

    @Test(
        "of a broken file is refused whole",
        arguments: [
            "", "\n", "no,such,columns\n1,2,3\n", "meter_serial,register,day,value",
            "meter_serial,register,day,value,value\n", "meter_serial,register\u{0},day\n",
        ])
    func broken(_ text: String) throws {
        let sample = try SampleBooks()
        let before = try sample.snapshot()
        #expect(throws: FileRefused.self) { try sample.take(.readings, text) }
        #expect(try sample.snapshot() == before)
    }

    @Test("of bytes that are not UTF-8, or of no file, is refused whole")
    func notText() throws {
        let sample = try SampleBooks()
        let path = try sample.file(Array("meter_serial,register,day,value\n".utf8) + [0xFF, 10])
        #expect(throws: FileRefused.self) { try sample.take(.readings, path: path) }
        #expect(throws: FileRefused.self) { try sample.take(.readings, path: path + ".gone") }
        #expect(throws: FileRefused.self) { try sample.take(.readings, path: sample.folder) }
    }

    @Test("of a tariff book with mistakes rejects it with line and rule")
    func tariff() throws {
        let sample = try SampleBooks()
        let report = try sample.take(
            .tariffs, Samples.tariff.replacingOccurrences(of: "quantity: m3", with: "quantity: x"))
        #expect((report.rows, report.rejected) == (1, 1))
        #expect(report.firstRejections.first?.contains("line 10") == true)
    }

    @Test("notes gaps between agreements, and allows them")
    func gap() throws {
        let sample = try SampleBooks()
        let rows = "G5,A1,W2,water,2024-01-01,2024-03-31,\nG6,A1,W2,water,2024-05-01,,\n"
        let report = try sample.take(.agreements, Samples.headers[.agreements]! + rows)
        #expect(report.accepted == 2)
        #expect(report.notes.count == 1)
    }
}

extension ImportKind {
    /// The kinds that come as CSV.
    static let csv: [ImportKind] = [
        .schemes, .customers, .premises, .supplyPoints, .agreements, .properties, .meters,
        .readings,
    ]
}
