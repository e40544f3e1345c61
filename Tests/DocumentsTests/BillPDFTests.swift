import Documents
import Foundation
import Measures
import Storage
import TestCluster
import Testing
import Typesetting

@Suite("A bill as PDF (rules D3)")
struct BillPDFTests {
    @Test("the same bill gives the same bytes", arguments: PDFSamples.all.map(\.name))
    func reproducible(name: String) throws {
        let bill = try #require(PDFSamples.all.first { $0.name == name }?.bill)
        let again = BillPDF.file(
            bill, PDFSamples.settings,
            typesetter: Typesetter(FontLibrary(folders: ["/usr/share/fonts"])),
            hash: SHA256.function)
        #expect(PDFSamples.file(bill).bytes == again.bytes)
    }

    @Test("one penny more is another file with another identity")
    func differs() {
        var bill = Samples.heat
        bill.total = bill.total + Samples.pounds(1)
        let (one, other) = (PDFSamples.file(Samples.heat).bytes, PDFSamples.file(bill).bytes)
        #expect(one != other)
        #expect(Self.identity(one) != Self.identity(other))
    }

    @Test("what a page shows is what the snapshot says, in reading order", arguments: ["water"])
    func readingOrder(name: String) throws {
        let bill = try #require(PDFSamples.all.first { $0.name == name }?.bill)
        let url = try #require(
            Bundle.module.url(forResource: "Snapshots/\(name).pdf.txt", withExtension: nil))
        let expected = try String(contentsOf: url, encoding: .utf8)
        try Tools.withFile(PDFSamples.file(bill).bytes) { path in
            let text = try Tools.run("pdfinfo", ["-struct-text", path]).output
            #expect(text == expected)
        }
    }

    @Test("qpdf finds nothing wrong", arguments: PDFSamples.all.map(\.name))
    func sound(name: String) throws {
        let bill = try #require(PDFSamples.all.first { $0.name == name }?.bill)
        try Tools.withFile(PDFSamples.file(bill).bytes) { path in
            let check = try Tools.run("qpdf", ["--check", path])
            #expect(check.status == 0)
            #expect(!check.output.localizedCaseInsensitiveContains("warning"))
        }
    }

    @Test(
        "every font is embedded, cut down and says its text", arguments: PDFSamples.all.map(\.name))
    func fonts(name: String) throws {
        let bill = try #require(PDFSamples.all.first { $0.name == name }?.bill)
        try Tools.withFile(PDFSamples.file(bill).bytes) { path in
            let rows = try Tools.run("pdffonts", [path]).output.split(separator: "\n").dropFirst(2)
            #expect(rows.count >= 2)
            for row in rows {
                #expect(row.split(separator: " ").dropLast(2).suffix(3) == ["yes", "yes", "yes"])
            }
        }
    }

    @Test(
        "names of every script are found in the text",
        arguments: [
            ("credit", "عميل نموذجي"), ("estimated", "見本 太郎 顧客"),
            ("dynamic", "Δημήτρης Παράδειγμα"), ("dynamic", "देवनागरी नमूना"),
            ("dynamic", "Пример"), ("dynamic", "🙂"),
        ])
    func names(name: String, text: String) throws {
        let bill = try #require(PDFSamples.all.first { $0.name == name }?.bill)
        try Tools.withFile(PDFSamples.file(bill).bytes) { path in
            let page = try Tools.run("pdftotext", [path, "-"]).output
            #expect(page.contains(text))
        }
    }

    @Test("a character without a font is told")
    func missing() {
        #expect(PDFSamples.file(PDFSamples.dynamic).missing == ["🙂"])
        #expect(PDFSamples.file(Samples.water).missing.isEmpty)
        let bare = BillPDF.file(
            Samples.estimated, .init(), typesetter: Typesetter(FontLibrary()), hash: SHA256.function
        )
        #expect(bare.missing == ["太", "客", "本", "見", "郎", "顧"].sorted())
    }

    @Test(
        "the bill for machines is in it, byte for byte", arguments: PDFSamples.all.map(\.name))
    func attached(name: String) throws {
        let bill = try #require(PDFSamples.all.first { $0.name == name }?.bill)
        try Tools.withFile(PDFSamples.file(bill).bytes) { path in
            let json = try Tools.run("qpdf", ["--show-attachment=bill.json", path]).output
            #expect(json == BillJSON.value(bill).line + "\n")
        }
    }

    @Test("quotes, breaks and backslashes go into the bill for machines as in any JSON")
    func escapes() throws {
        var bill = Samples.heat
        bill.customer.name = "A \"quoted\"\u{1} name\n\\ and \u{7F} more 見本"
        try Tools.withFile(PDFSamples.file(bill).bytes) { path in
            let json = try Tools.run("qpdf", ["--show-attachment=bill.json", path]).output
            #expect(json == BillJSON.value(bill).line + "\n")
            #expect(json.contains(#""A \"quoted\"\u0001 name\n\\ and \u007f more 見本""#))
        }
    }

    @Test(
        "a payment slip stands below the last note, never alone on a page", arguments: 0..<24)
    func slip(notes: Int) throws {
        var bill = Samples.heat
        bill.messages += (0...notes).map { .init(heading: "Note \($0)", text: "Nothing more.") }
        let file = BillPDF.file(
            bill, .init(), typesetter: Typesetter(PDFSamples.fonts), hash: SHA256.function)
        try Tools.withFile(file.bytes) { path in
            let pages = try Tools.run("pdftotext", ["-layout", path, "-"]).output
                .split(separator: "\u{c}")
            let page = try #require(pages.first { $0.contains("Payment slip") })
            #expect(page.contains("Complaints"))
            #expect(page.contains("Payable to"))
            #expect(page.contains(bill.demand.amount + bill.demand.note))
        }
    }

    @Test("each amount of the bill stands on paper", arguments: PDFSamples.all.map(\.name))
    func amounts(name: String) throws {
        let bill = try #require(PDFSamples.all.first { $0.name == name }?.bill)
        try Tools.withFile(PDFSamples.file(bill).bytes) { path in
            let text = try Tools.run("pdftotext", ["-layout", path, "-"]).output
            for segment in bill.segments {
                for line in segment.lines { #expect(text.contains(line.amount.forPeople)) }
                #expect(text.contains(segment.total.forPeople))
            }
            #expect(text.contains(bill.demand.amount))
        }
    }

    @Test(
        "language, title and the mark of PDF/UA are set",
        arguments: ["/Lang(en-AU)", "/DisplayDocTitle true", "/Marked true"])
    func catalog(entry: String) throws {
        try Tools.withFile(PDFSamples.file(Samples.water).bytes) { path in
            let plain = try Tools.run(
                "qpdf", ["--qdf", "--object-streams=disable", path, "-"]
            ).output
            let squeezed = plain.replacing(" (", with: "(")
            #expect(squeezed.contains(entry))
            #expect(plain.contains("<pdfuaid:part>1</pdfuaid:part>"))
            #expect(plain.contains("<rdf:li xml:lang=\"x-default\">Bill W-000017, Sample Water"))
        }
    }

    /// The `/ID` of a file.
    private static func identity(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: Unicode.ASCII.self)
        return text.components(separatedBy: "/ID[<").last?.prefix(32).description ?? ""
    }
}

/// The programs that look at a PDF; `Scripts/install.sh test` installs them.
enum Tools {
    static func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "/plumbline-\(UUID().uuidString).pdf"
        try Data(bytes).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    static func run(
        _ program: String, _ arguments: [String]
    ) throws -> (status: Int32, output: String) {
        let (status, said) = try Spawned.run([program] + arguments)
        return (status, String(decoding: said, as: UTF8.self))
    }
}
