import Measures
import Typesetting

// The rest of the bill: the account, use over time, messages, how to pay and the payment slip.

extension BillLayout {
    /// The account, and beside it the one chart there is, or below it the charts.
    mutating func accountAndUse() {
        let histories = document.usage.filter { !$0.bars.isEmpty }
        let isBeside = histories.count == 1 && (1...6).contains(document.accountRows.count)
        guard isBeside else {
            account(width: BillLook.width)
            return charts(histories)
        }
        makeRoom(100_000)
        let top = y
        account(width: BillLook.half)
        let lowest = y
        y = top
        chart(histories[0], x: BillLook.right - BillLook.half)
        y = max(lowest, y + BillLook.between)
    }

    private mutating func account(width: Int) {
        let rows = document.accountRows
        guard !rows.isEmpty else { return }
        let table = SheetTable("", [.init(title: "", width: 74_000)], width: width)
        makeRoom(70_000)
        heading("Your account")
        pdf.begin(.table)
        for part in rows { sum(part.label, part.amount.forPeople, of: table, in: look.body) }
        let closing = document.closingRow
        sum(
            closing.label, closing.amount.forPeople, of: table, in: look.bodyBold,
            line: BillLook.ink)
        pdf.end()
        y += BillLook.between - 4_000
    }

    /// What the utility says on every bill, and below it the payment slip.
    mutating func notesAndSlip() {
        let slip = slip
        notes(above: slip.height)
        if slip.height > 0 { write(slip) }
    }

    /// In small letters and close together; on the next sheet where the slip would else stand
    /// there alone.
    private mutating func notes(above slip: Int) {
        let notes =
            document.messages.map { Fact($0.heading, [$0.text], isHeading: true) }
            + document.footNotes.map { Fact($0.label, $0.lines) }
        guard !notes.isEmpty else { return }
        makeRoom(40_000)
        let end = y + 5_000 + height(ofNotes: notes)
        if end - BillLook.gap(true) <= BillLook.bottom, end + 2_000 + slip > BillLook.bottom {
            turnSheet()
        }
        pdf.fill(
            Box(x: BillLook.left, y: y, width: BillLook.width, height: 600), BillLook.line)
        y += 5_000
        facts(notes, x: BillLook.left, labels: Self.noteLabels, BillLook.width, areNotes: true)
        y += 2_000
    }

    private static let noteLabels = 130_000

    private func height(ofNotes notes: [Fact]) -> Int {
        let width = BillLook.width - Self.noteLabels
        return notes.reduce(0) { height, note in
            let lines = note.lines.flatMap { typesetter.lines(of: $0, in: look.note, width: width) }
            let above = isWide(note, areNotes: true, labels: Self.noteLabels) ? 1 : 0
            return height + (lines.count + above) * BillLook.leading(look.note)
                + BillLook.gap(true)
        }
    }
}

/// What to send with a payment, and the way to the bill online.
private struct PaymentSlip {
    /// To whom, for whom, and how much; empty where no money is asked for.
    let parts: [Fact]
    /// The amount stands beside the rest; else below it.
    let isFlat: Bool
    /// A QR code and a link to the bill's page on the web.
    let address: String?

    static let label = 90_000
    static let terms = 58_000

    /// Zero where there is no text.
    var height: Int {
        address != nil ? 78_000 : parts.isEmpty ? 0 : isFlat ? 31_000 : 46_000
    }
}

extension BillLayout {
    private var slip: PaymentSlip {
        let asksForMoney = document.number != nil && document.amountDue.minorUnits > 0
        guard asksForMoney else { return .init(parts: [], isFlat: false, address: address) }
        let (label, amount, note) = document.demand
        let parts = [
            Fact("Payable to", [document.issuer.name]),
            Fact("Account", ["\(document.customer.account), bill \(document.shownNumber)"]),
            Fact(label, [amount + note]),
        ]
        let widths = parts.map { typesetter.width(of: $0.lines[0], in: look.body) }
        let width = PaymentSlip.label + PaymentSlip.terms + max(widths[0], widths[1]) + widths[2]
        let isFlat = address == nil && width + 12_000 <= BillLook.width
        return .init(parts: parts, isFlat: isFlat, address: address)
    }

    /// At the foot of the sheet, or at the head of one of its own.
    private mutating func write(_ slip: PaymentSlip) {
        makeRoom(slip.height)
        if y > BillLook.topOfNext { y = BillLook.bottom - slip.height }
        pdf.line(
            from: (BillLook.left, y), to: (BillLook.right, y), width: 700, BillLook.soft,
            dash: 3_000)
        y += 6_000
        let top = y
        if !slip.parts.isEmpty { payment(slip) }
        if let address = slip.address { code(address, top: top) }
    }

    private mutating func payment(_ slip: PaymentSlip) {
        let style = look.smallHeading
        pdf.part(.heading2) { [y] in
            $0.write("Payment slip", style, x: BillLook.left, y: y + style.size)
        }
        let (x, top) = (BillLook.left + PaymentSlip.label, y)
        facts(
            slip.isFlat ? Array(slip.parts.dropLast()) : slip.parts, x: x,
            labels: PaymentSlip.terms, 290_000)
        guard slip.isFlat, let part = slip.parts.last else { return }
        pdf.begin(.paragraph)
        for (index, text) in ([part.term] + part.lines).enumerated() {
            let base = top + index * (BillLook.leading(look.body) + 1_000) + look.body.size
            let style = index == 0 ? look.soft : look.body
            pdf.write(text, style, x: BillLook.right, y: base, side: .right)
        }
        pdf.end()
    }

    private mutating func code(_ address: String, top: Int) {
        guard let code = QRCode(address) else { return }
        let side = 68_000
        let box = Box(x: BillLook.right - side, y: top, width: side, height: side)
        pdf.figure("QR code of this bill's page: \(address)", in: box) { $0.draw(code, in: box) }
        pdf.part(.paragraph) { pdf in
            pdf.writeLink(
                "This bill online", to: address, look.small,
                x: box.x - 70_000, y: top + look.small.size)
        }
    }
}
