import Documents
import Foundation
import Measures
import Storage
import Testing
import Typesetting

@Suite("Bills in one file, as print houses take them")
struct BillsTogetherTests {
    /// The samples, each with a number of its own.
    static let bills: [BillDocument] = PDFSamples.all.enumerated().map { index, sample in
        var bill = sample.bill
        bill.number = "T-\(100 + index)"
        return bill
    }

    static func together(_ bills: [BillDocument]) -> BillPDF.Together? {
        BillPDF.together(
            bills, PDFSamples.settings, typesetter: Typesetter(PDFSamples.fonts),
            hash: SHA256.function)
    }

    @Test("the same bills give the same bytes, in another order others; no bill gives no file")
    func reproducible() {
        let made = Self.together(Self.bills)
        #expect(made?.bytes == Self.together(Self.bills)?.bytes)
        #expect(made?.bytes != Self.together(Self.bills.reversed())?.bytes)
        #expect(Self.together([]) == nil)
    }

    @Test("each page says what it says when its bill is printed alone")
    func pages() throws {
        let made = try #require(Self.together(Self.bills))
        let alone = try Self.bills.map { try Self.text(PDFSamples.file($0).bytes) }
        #expect(try Self.text(made.bytes) == alone.joined())
    }

    @Test("qpdf finds nothing wrong; every font is embedded once, cut down and says its text")
    func sound() throws {
        let made = try #require(Self.together(Self.bills))
        try Tools.withFile(made.bytes) { path in
            let check = try Tools.run("qpdf", ["--check", path])
            #expect(check.status == 0)
            #expect(!check.output.localizedCaseInsensitiveContains("warning"))
            let rows = try Tools.run("pdffonts", [path]).output.split(separator: "\n").dropFirst(2)
            for row in rows {
                #expect(row.split(separator: " ").dropLast(2).suffix(3) == ["yes", "yes", "yes"])
            }
            #expect(rows.count { $0.contains("+NotoSans-Regular ") } == 1)
        }
    }

    @Test("each bill is a section in its language, with a bookmark and the bill for machines")
    func parts() throws {
        let made = try #require(Self.together(Self.bills))
        try Tools.withFile(made.bytes) { path in
            let tree = try Tools.run("pdfinfo", ["-struct", path]).output
            #expect(
                tree.split(separator: "\n").count { $0.hasPrefix("  Sect") } == Self.bills.count)
            let outlines = try Tools.run("qpdf", ["--json", "--json-key=outlines", path]).output
            for bill in Self.bills {
                #expect(outlines.contains("\"\(bill.shownNumber), "))
                let json = try Tools.run(
                    "qpdf", ["--show-attachment=\(bill.shownNumber).json", path]
                ).output
                #expect(json == BillJSON.value(bill).line + "\n")
            }
        }
    }

    @Test("a character without a font is told with its bill")
    func missing() throws {
        let made = try #require(Self.together(Self.bills))
        #expect(made.missing.map(\.bill) == ["T-\(99 + Self.bills.count)"])
        #expect(made.missing.map(\.characters) == [["🙂"]])
    }

    @Test("hundreds of bills need many streams of objects, and stay sound")
    func many() throws {
        let made = try #require(
            Self.together(
                (0..<60).map { number in
                    var bill = Samples.heat
                    bill.number = "H-\(1000 + number)"
                    return bill
                }))
        try Tools.withFile(made.bytes) { path in
            #expect(try Tools.run("qpdf", ["--check", path]).status == 0)
            let text = try Tools.run("pdftotext", [path, "-"]).output
            for number in 0..<60 { #expect(text.contains("H-\(1000 + number)")) }
        }
    }

    private static func text(_ bytes: [UInt8]) throws -> String {
        var text = ""
        try Tools.withFile(bytes) { text = try Tools.run("pdftotext", [$0, "-"]).output }
        return text
    }
}
