package import Measures
package import Typesetting

/// A bill on paper: tagged PDF of one or two sheets, longer where the bill is.
///
/// It shows what the HTML page shows, and the bill as JSON is attached to it. The same bill gives the
/// same bytes.
package enum BillPDF {
    /// What the utility decides for its printed bills.
    package struct Settings: Sendable, Hashable {
        /// The address of a bill on the web, with `{number}` where its number belongs.
        package var address: String?

        package init(address: String? = nil) { self.address = address }
    }

    package struct File: Sendable {
        package let bytes: [UInt8]
        /// Characters of the bill that no font covers, printed as boxes.
        package let missing: [Unicode.Scalar]
    }

    package static func file(
        _ bill: BillDocument, _ settings: Settings = .init(), typesetter: Typesetter,
        hash: HashFunction
    ) -> File {
        var layout = BillLayout(
            bill, settings: settings, typesetter: typesetter, about: .init(bill))
        layout.pdf.attachments = [.init(bill, name: "bill.json")]
        layout.bill()
        let missing = layout.pdf.missing.sorted()
        return File(bytes: layout.pdf.finish(hash), missing: missing)
    }

    /// Bills one after the other in a file with one set of fonts, as print houses take them.
    package struct Together: Sendable {
        package let bytes: [UInt8]
        /// Characters that no font covers, by the number of the bill.
        package let missing: [(bill: String, characters: [Unicode.Scalar])]
    }

    /// Each bill is a section with a bookmark, and its sheets are counted from 1. The bills for
    /// machines go with them, named by their numbers. Nil where there is no bill.
    package static func together(
        _ bills: [BillDocument], _ settings: Settings = .init(), typesetter: Typesetter,
        hash: HashFunction
    ) -> Together? {
        guard let first = bills.first, let last = bills.last else { return nil }
        var layout = BillLayout(
            first, settings: settings, typesetter: typesetter, about: .init(from: first, to: last))
        var missing: [(bill: String, characters: [Unicode.Scalar])] = []
        for (index, bill) in bills.enumerated() {
            if index > 0 { layout.turn(to: bill) }
            layout.pdf.bookmark("\(bill.shownNumber), \(bill.customer.name)")
            layout.pdf.attachments.append(.init(bill, name: bill.shownNumber + ".json"))
            layout.pdf.beginSection(language: bill.language)
            layout.bill()
            layout.pdf.end()
            if !layout.pdf.missing.isEmpty {
                missing.append((bill.shownNumber, layout.pdf.missing.sorted()))
            }
            layout.pdf.missing = []
        }
        layout.pdf.attachments.sort { $0.name < $1.name }
        return Together(bytes: layout.pdf.finish(hash), missing: missing)
    }
}

extension TaggedPDF.About {
    fileprivate init(_ bill: BillDocument) {
        self.init(
            title: "\(bill.title) \(bill.shownNumber), \(bill.issuer.name)",
            author: bill.issuer.name, language: bill.language,
            day: bill.issued ?? bill.period.last)
    }

    /// Of many bills: the language and day of the first.
    fileprivate init(from first: BillDocument, to last: BillDocument) {
        self.init(first)
        title = "\(first.title) \(first.shownNumber) to \(last.shownNumber), \(author)"
    }
}

extension TaggedPDF.Attachment {
    fileprivate init(_ bill: BillDocument, name: String) {
        self.init(
            name: name, type: "application/json",
            description: "This bill for machines, with the working of every figure",
            content: BillJSON.file(bill))
    }
}
