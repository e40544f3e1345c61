package import Measures

/// A letter as a value: whom it goes to, about what, and its blocks. Renderers look nothing up,
/// so that page, text and print say the same.
package struct Letter: Sendable, Hashable {
    package enum Block: Sendable, Hashable {
        case heading(String)
        case paragraph(String)
        case table(LetterTable)
    }

    package var issuer: BillDocument.Issuer
    /// BCP 47, such as `en-GB`.
    package var language: String
    package var date: Day
    /// What to quote in an answer: the bill's number, or the account.
    package var reference: String
    package var addressee: BillDocument.Customer
    package var subject: String
    package var blocks: [Block]
}

/// Rows of cells under headings; the last column holds figures.
package struct LetterTable: Sendable, Hashable {
    package var caption: String
    package var headings: [String]
    package var rows: [[String]]
}

/// The letters that a utility sends about a bill. The raw value names the template's file.
package enum LetterKind: String, Sendable, Hashable, CaseIterable {
    case billReady = "bill-ready"
    case billCover = "bill-cover"
    case estimated, delayed, final, correction
    case priceChange = "price-change"
    case highUse = "high-use"
}
