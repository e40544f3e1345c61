package import Measures
package import Typesetting

/// A bill on paper: tagged PDF of one or two pages, longer where the bill is.
///
/// It shows what the page in HTML shows and carries the bill for machines with it. The same bill
/// gives the same bytes.
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
        _ bill: BillDocument, _ settings: Settings = .init(), _ typesetter: Typesetter,
        _ hash: HashFunction
    ) -> File {
        var layout = BillLayout(bill, settings, typesetter, .init(bill))
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

    /// Each bill is a section with a bookmark, and its pages are counted from 1. The bills for
    /// machines go with them, named by their numbers. Nil where there is no bill.
    package static func together(
        _ bills: [BillDocument], _ settings: Settings = .init(), _ typesetter: Typesetter,
        _ hash: HashFunction
    ) -> Together? {
        guard let first = bills.first, let last = bills.last else { return nil }
        var layout = BillLayout(first, settings, typesetter, .init(from: first, to: last))
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

/// A bill as it fills page after page: where the next piece goes, and what it may measure.
struct BillLayout {
    private(set) var document: BillDocument
    let settings: BillPDF.Settings
    let typesetter: Typesetter
    private(set) var look: BillLook
    var pdf: TaggedPDF
    /// The page that the bill begins on.
    private var firstPage = 0
    /// Upper edge of what comes next.
    var y = 0

    init(
        _ bill: BillDocument, _ settings: BillPDF.Settings, _ typesetter: Typesetter,
        _ about: TaggedPDF.About
    ) {
        document = bill
        self.settings = settings
        self.typesetter = typesetter
        look = BillLook(bill.issuer.colour)
        pdf = TaggedPDF(about, typesetter)
    }

    /// Goes on with another bill on a page of its own.
    mutating func turn(to bill: BillDocument) {
        pdf.newPage()
        document = bill
        look = BillLook(bill.issuer.colour)
        (firstPage, y) = (pdf.pageCount - 1, 0)
    }

    /// The bill's own page on the web.
    var address: String? {
        document.number.flatMap { number in
            settings.address.map { $0.replacing("{number}", with: number.percentEncoded) }
        }
    }

    mutating func bill() {
        banner()
        addressed()
        demand()
        for segment in document.segments { service(segment) }
        comparison()
        accountAndUse()
        notesAndSlip()
        onEachPage()
    }

    /// Makes room for something that must not be torn, on a new page if need be.
    mutating func makeRoom(_ height: Int) {
        if y + height > BillLook.bottom { turnPage() }
    }

    mutating func turnPage() {
        pdf.newPage()
        y = BillLook.topOfNext
    }

    /// What repeats: the page's number, and on later pages whose bill it is.
    private mutating func onEachPage() {
        let (left, right) = (BillLook.left, BillLook.right)
        let foot = Sheet.height - 26_000
        let names = [document.issuer.name, document.issuer.taxNumber].compactMap { $0 }
        let pages = pdf.pageCount - firstPage
        for page in 0..<pages {
            pdf.turn(to: firstPage + page)
            pdf.writeDecoration(names.joined(separator: ", "), look.fine, x: left, y: foot)
            pdf.writeDecoration(
                "Page \(page + 1) of \(pages)", look.fine, x: right, y: foot, side: .right)
            guard page > 0 else { continue }
            pdf.writeDecoration(
                "\(document.title) \(document.shownNumber)", look.fineBold, x: left, y: 40_000)
            pdf.writeDecoration(
                "Account \(document.customer.account)", look.fine, x: right, y: 40_000, side: .right
            )
            pdf.fill(Box(x: left, y: 46_000, width: right - left, height: 1_000), look.brand)
        }
    }
}

extension String {
    /// For a place in an address on the web: letters, digits and `-._~` stay.
    fileprivate var percentEncoded: String {
        var encoded = ""
        for byte in utf8 {
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80,
                scalar.properties.isAlphabetic || (48...57).contains(byte)
                    || "-._~".unicodeScalars.contains(scalar)
            {
                encoded.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (byte < 16 ? "0" : "") + digits
            }
        }
        return encoded
    }
}
