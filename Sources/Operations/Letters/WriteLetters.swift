import Documents
import Storage

/// How a letter is written.
package enum LetterFormat: String, Sendable, CaseIterable {
    case text, html, eml

    /// The ending of its file.
    package var ending: String { self == .text ? "txt" : rawValue }
}

extension MakeLetters {
    /// The letter about one bill, by its number or id.
    package func written(_ bill: String, as format: LetterFormat) throws -> String {
        switch format {
        case .text: LetterText.text(try letter(bill))
        case .html: LetterHTML.text(try letter(bill))
        case .eml: try mail(bill).message
        }
    }

    /// Letters in a folder, and the bills, by number, of which none could be made.
    package struct Written: Sendable {
        package internal(set) var count = 0
        package internal(set) var refused: [(bill: String, reason: any Error)] = []
    }

    /// A letter about each released bill of a run, in a folder, each a file named by its bill.
    package func write(
        run id: Int64, into folder: String, as format: LetterFormat
    ) throws -> Written {
        let bills = try door.read(.readAccounts) {
            try $0.bills.issuedBills(ofRun: id, last: Int.max)
        }
        try WholeFile.makeFolder(folder)
        var written = Written()
        for bill in bills {
            do {
                let text = try self.written("\(bill.billID)", as: format)
                try WholeFile.write(
                    text,
                    to: "\(folder)/\(bill.reference).\(kind.rawValue).\(format.ending)")
                written.count += 1
            } catch  where error is Problem || error is LetterIncomplete {
                written.refused.append((bill.reference, error))
            }
        }
        return written
    }
}
