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
        for part in rows { sum(part.label, part.amount.forPeople, of: table, look.body) }
        let closing = document.closingRow
        sum(
            closing.label, closing.amount.forPeople, of: table, look.bodyBold, line: BillLook.ink)
        pdf.end()
        y += BillLook.between - 4_000
    }

    /// What the utility says on every bill, in small letters and close together.
    mutating func notes() {
        let notes =
            document.messages.map { Fact($0.heading, [$0.text], isHeading: true) }
            + document.footNotes.map { Fact($0.label, $0.lines) }
        guard !notes.isEmpty else { return }
        makeRoom(40_000)
        pdf.fill(
            Box(x: BillLook.left, y: y, width: BillLook.width, height: 600), BillLook.line)
        y += 5_000
        facts(notes, x: BillLook.left, labels: 130_000, BillLook.width, areNotes: true)
        y += 2_000
    }

    /// What to send with a payment, and the way to the bill online: at the foot of the page, or
    /// at the head of one of its own.
    mutating func slip() {
        let asksForMoney = document.number != nil && document.amountDue.minorUnits > 0
        let address = address
        guard asksForMoney || address != nil else { return }
        let height = address == nil ? 46_000 : 78_000
        makeRoom(height)
        if y > BillLook.topOfNext { y = BillLook.bottom - height }
        pdf.line(
            from: (BillLook.left, y), to: (BillLook.right, y), width: 700, BillLook.soft,
            dash: 3_000)
        y += 7_000
        let top = y
        if asksForMoney { payment() }
        if let address { code(address, top: top) }
    }

    private mutating func payment() {
        let style = look.smallHeading
        pdf.part(.heading2) { [y] in
            $0.write("Payment slip", style, x: BillLook.left, y: y + style.size)
        }
        let (label, amount, note) = document.demand
        facts(
            [
                Fact("Payable to", [document.issuer.name]),
                Fact("Account", ["\(document.customer.account), bill \(document.shownNumber)"]),
                Fact(label, [amount + note]),
            ], x: BillLook.left + 90_000, labels: 58_000, 290_000)
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
