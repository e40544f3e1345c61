import Documents
import Foundation
import Testing

@Suite("Pages to look at")
struct Pictures {
    static func forms(of bill: BillDocument) -> [(ending: String, text: String)] {
        [
            ("html", BillHTML.text(bill)), ("txt", BillText.text(bill)),
            ("json", BillJSON.text(bill)), ("why.txt", ExplanationText.bill(bill)),
        ]
    }

    /// Writes each sample as a page and as text into the folder named by PAGES, where it is set.
    @Test("samples are written where PAGES says", arguments: Samples.all.map(\.name))
    func write(name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["PAGES"] else { return }
        let bill = try #require(Samples.all.first { $0.name == name }?.bill)
        for (ending, text) in Self.forms(of: bill) {
            try text.write(
                toFile: "\(folder)/\(name).\(ending)", atomically: true, encoding: .utf8)
        }
    }

    @Test("and as PDF", arguments: PDFSamples.all.map(\.name))
    func writePDF(name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["PAGES"] else { return }
        let bill = try #require(PDFSamples.all.first { $0.name == name }?.bill)
        let file = PDFSamples.file(bill)
        try Data(file.bytes).write(to: URL(filePath: "\(folder)/\(name).pdf"))
    }
}
