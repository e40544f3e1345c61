import Typesetting

/// A bill as it fills sheet after sheet: where the next piece goes, and what it may measure.
struct BillLayout {
    private(set) var document: BillDocument
    let settings: BillPDF.Settings
    let typesetter: Typesetter
    private(set) var look: BillLook
    var pdf: TaggedPDF
    /// The sheet that the bill begins on.
    private var firstSheet = 0
    /// Upper edge of what comes next.
    var y = 0

    init(
        _ bill: BillDocument, settings: BillPDF.Settings, typesetter: Typesetter,
        about: TaggedPDF.About
    ) {
        document = bill
        self.settings = settings
        self.typesetter = typesetter
        look = BillLook(bill.issuer.colour)
        pdf = TaggedPDF(about, typesetter)
    }

    /// Goes on with another bill on a sheet of its own.
    mutating func turn(to bill: BillDocument) {
        pdf.newSheet()
        document = bill
        look = BillLook(bill.issuer.colour)
        (firstSheet, y) = (pdf.sheetCount - 1, 0)
    }

    /// The address of the bill's page on the web.
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
        onEachSheet()
    }

    /// Makes room for something that must not be torn, on a new sheet if need be.
    mutating func makeRoom(_ height: Int) {
        if y + height > BillLook.bottom { turnSheet() }
    }

    mutating func turnSheet() {
        pdf.newSheet()
        y = BillLook.topOfNext
    }

    /// What repeats: the sheet's number, and on later sheets whose bill it is.
    private mutating func onEachSheet() {
        let (left, right) = (BillLook.left, BillLook.right)
        let foot = Sheet.height - 26_000
        let names = [document.issuer.name, document.issuer.taxNumber].compactMap { $0 }
        let sheets = pdf.sheetCount - firstSheet
        for sheet in 0..<sheets {
            pdf.turn(to: firstSheet + sheet)
            pdf.writeDecoration(names.joined(separator: ", "), look.fine, x: left, y: foot)
            pdf.writeDecoration(
                "Page \(sheet + 1) of \(sheets)", look.fine, x: right, y: foot, side: .right)
            guard sheet > 0 else { continue }
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
