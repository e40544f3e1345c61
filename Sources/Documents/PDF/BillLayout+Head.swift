import Measures
import Typesetting

// The top of the first sheet: who writes, to whom, about what, and what is to be paid.

extension BillLayout {
    mutating func banner() {
        let title = "\(document.title) \(document.shownNumber)"
        var name = TextStyle(.bold, size: 16_000, ink: look.onBrand)
        let heading = TextStyle(size: 14_000, ink: look.onBrand)
        let room = BillLook.width - typesetter.width(of: title, in: heading) - 20_000
        while name.size > 9_000, typesetter.width(of: document.issuer.name, in: name) > room {
            name.size -= 1_000
        }
        let lines = typesetter.lines(of: document.issuer.name, in: name, width: room)
        let height = 36_000 + lines.count * BillLook.leading(name)
        pdf.fill(Box(x: 0, y: 0, width: Sheet.width, height: height), look.brand)
        pdf.begin(.paragraph)
        for (index, line) in lines.enumerated() {
            let y = 34_000 + index * BillLook.leading(name)
            pdf.write(line, name, x: BillLook.left, y: y)
        }
        pdf.end()
        pdf.part(.heading1) {
            $0.write(title, heading, x: BillLook.right, y: 34_000, side: .right)
        }
        y = height + 20_000
    }

    /// The address stands where the window of an envelope is; beside it, what the bill is about.
    mutating func addressed() {
        let top = y
        let width = 212_000
        pdf.begin(.paragraph)
        paragraphLines(document.customer.name, look.addressBold, x: BillLook.left, width: width)
        for line in document.customer.postalAddress {
            paragraphLines(line, look.address, x: BillLook.left, width: width)
        }
        pdf.end()
        let lowest = y
        y = top
        facts(aboutBill, x: BillLook.left + 228_000, labels: 58_000, BillLook.width - 228_000)
        y = max(y, lowest) + BillLook.between
    }

    private var aboutBill: [Fact] {
        let days = Unit.day.after(grouped(document.period.days))
        return [
            Fact("Account", [document.customer.account]),
            Fact("Supplied at", supplyAddress),
            Fact("Period", ["\(document.period.forPeople) (\(days))"]),
            Fact("Issued", [document.issued?.forPeople].compactMap { $0 }),
            Fact("Tax number", [document.issuer.taxNumber].compactMap { $0 }),
            Fact("Contact", document.issuer.contact),
        ]
    }

    /// In one text, as it is only named; the customer's own stands in lines.
    private var supplyAddress: [String] {
        [document.customer.supplyAddress.joined(separator: ", ")].filter { !$0.isEmpty }
    }

    mutating func demand() {
        let (label, amount, note) = document.demand
        let box = Box(x: BillLook.left, y: y, width: BillLook.width, height: 40_000)
        pdf.fill(box, look.tint)
        pdf.fill(Box(x: box.x, y: y, width: 4_000, height: box.height), look.brand)
        pdf.begin(.paragraph)
        pdf.write(label + note, look.demand, x: box.x + 16_000, y: y + 24_500)
        pdf.write(amount, look.amount, x: BillLook.right - 14_000, y: y + 27_000, side: .right)
        pdf.end()
        y += box.height + BillLook.between
        if let notice = document.estimateNotice { boxed(notice) }
    }

    private mutating func boxed(_ notice: String) {
        let lines = typesetter.lines(of: notice, in: look.body, width: BillLook.width - 28_000)
        let leading = BillLook.leading(look.body)
        let height = lines.count * leading + 13_000
        y -= 6_000
        pdf.fill(
            Box(x: BillLook.left, y: y, width: BillLook.width, height: height), BillLook.note)
        pdf.begin(.paragraph)
        for (index, line) in lines.enumerated() {
            let base = y + 15_500 + index * leading
            pdf.write(line, look.body, x: BillLook.left + 16_000, y: base)
        }
        pdf.end()
        y += height + BillLook.between
    }
}

/// A term and what is said of it, in lines.
struct Fact {
    let term: String
    let lines: [String]
    /// The term stands out: it is a heading of its own rather than a name.
    let isHeading: Bool

    init(_ term: String, _ lines: [String], isHeading: Bool = false) {
        self.term = term
        self.lines = lines
        self.isHeading = isHeading
    }
}

extension BillLayout {
    /// Lines of a paragraph that is open, broken to the width.
    mutating func paragraphLines(_ text: String, _ style: TextStyle, x: Int, width: Int) {
        for line in typesetter.lines(of: text, in: style, width: width) {
            makeRoom(BillLook.leading(style))
            pdf.write(line, style, x: x, y: y + style.size)
            y += BillLook.leading(style)
        }
    }

    /// Terms with their lines beside them, as a list; those without lines are left out. A term
    /// that does not fit stands above its lines.
    mutating func facts(
        _ facts: [Fact], x: Int, labels: Int, _ width: Int, areNotes: Bool = false
    ) {
        let facts = facts.filter { !$0.lines.isEmpty }
        guard !facts.isEmpty else { return }
        let text = areNotes ? look.note : look.body
        pdf.begin(.list)
        for fact in facts {
            let term = style(ofTerm: fact, areNotes: areNotes)
            pdf.begin(.item)
            makeRoom(BillLook.leading(text))
            pdf.part(.label) { [y] in $0.write(fact.term, term, x: x, y: y + term.size) }
            if isWide(fact, areNotes: areNotes, labels: labels) { y += BillLook.leading(term) }
            pdf.begin(.itemBody)
            for line in fact.lines {
                paragraphLines(line, text, x: x + labels, width: width - labels)
            }
            pdf.end()
            pdf.end()
            y += BillLook.gap(areNotes)
        }
        pdf.end()
    }

    private func style(ofTerm fact: Fact, areNotes: Bool) -> TextStyle {
        fact.isHeading ? look.noteBold : areNotes ? look.noteSoft : look.soft
    }

    /// Whether a term takes more than the room beside its lines.
    func isWide(_ fact: Fact, areNotes: Bool, labels: Int) -> Bool {
        let term = style(ofTerm: fact, areNotes: areNotes)
        return typesetter.width(of: fact.term, in: term) > labels - 4_000
    }
}
