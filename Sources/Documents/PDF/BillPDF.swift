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
        var layout = BillLayout(bill, settings, typesetter)
        layout.bill()
        let missing = layout.pdf.missing.sorted()
        return File(bytes: layout.pdf.finish(hash), missing: missing)
    }
}

/// A bill as it fills page after page: where the next piece goes, and what it may measure.
struct BillLayout {
    let document: BillDocument
    let typesetter: Typesetter
    let look: BillLook
    /// The bill's own page on the web.
    let address: String?
    var pdf: TaggedPDF
    /// Upper edge of what comes next.
    var y = 0

    init(_ bill: BillDocument, _ settings: BillPDF.Settings, _ typesetter: Typesetter) {
        document = bill
        self.typesetter = typesetter
        look = BillLook(bill.issuer.colour)
        address = bill.number.flatMap { number in
            settings.address.map { $0.replacing("{number}", with: number.percentEncoded) }
        }
        pdf = TaggedPDF(
            TaggedPDF.About(
                title: "\(bill.title) \(bill.shownNumber), \(bill.issuer.name)",
                author: bill.issuer.name, language: bill.language,
                day: bill.issued ?? bill.period.last), typesetter)
        pdf.attachment = TaggedPDF.Attachment(
            name: "bill.json", type: "application/json",
            description: "This bill for machines, with the working of every figure",
            content: Array((BillJSON.value(bill).line + "\n").utf8))
    }

    mutating func bill() {
        banner()
        addressed()
        demand()
        for segment in document.segments { service(segment) }
        accountAndUse()
        messages()
        notes()
        slip()
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
        for page in 0..<pdf.pageCount {
            pdf.turn(to: page)
            pdf.writeDecoration(names.joined(separator: ", "), look.fine, x: left, y: foot)
            pdf.writeDecoration(
                "Page \(page + 1) of \(pdf.pageCount)", look.fine, x: right, y: foot, side: .right)
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
