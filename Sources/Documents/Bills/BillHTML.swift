import Measures

/// A bill as one page that needs nothing else: own style, no script, light and dark, A4 in print.
///
/// Each charge opens its working. Tables have captions and scopes, names may be long and of any
/// script, and a phone of 320 pixels shows every figure.
package enum BillHTML {
    package static func text(_ bill: BillDocument) -> String { page(bill).string }

    package static func page(_ bill: BillDocument) -> HTML {
        var html = HTML()
        html.markup("<!doctype html>\n")
        html.tag("html", ["lang": bill.language]) { html in
            html.tag("head") { head(bill, &$0) }
            html.tag("body") { html in
                html.tag("main") { body(bill, &$0) }
            }
        }
        html.lineBreak()
        return html
    }

    private static func head(_ bill: BillDocument, _ html: inout HTML) {
        html.void("meta", ["charset": "utf-8"])
        html.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        html.void("meta", ["name": "color-scheme", "content": "light dark"])
        html.void("meta", ["name": "robots", "content": "noindex"])
        html.tag("title", "\(bill.shownTitle) \(bill.shownNumber), \(bill.issuer.name)")
        html.style(bill.issuer.colour, BillStyle.sheet)
    }

    private static func body(_ bill: BillDocument, _ html: inout HTML) {
        banner(bill, &html)
        addressed(bill, &html)
        demand(bill, &html)
        for segment in bill.segments { ChargesHTML.segment(segment, of: bill, &html) }
        account(bill, &html)
        if let comparison = bill.comparison { ComparisonHTML.write(comparison, &html) }
        for (index, history) in bill.usage.filter({ !$0.bars.isEmpty }).enumerated() {
            UsageChart.write(history, isFirst: index == 0, &html)
        }
        messages(bill, &html)
        foot(bill, &html)
    }

    private static func banner(_ bill: BillDocument, _ html: inout HTML) {
        html.tag("header", ["class": "banner"]) { html in
            html.tag("p", ["class": "issuer"]) { $0.isolated(bill.issuer.name) }
            html.tag("h1", "\(bill.shownTitle) \(bill.shownNumber)")
        }
        html.lineBreak()
    }

    private static func addressed(_ bill: BillDocument, _ html: inout HTML) {
        html.tag("div", ["class": "addressed"]) { html in
            html.tag("address") { html in
                html.tag("strong") { $0.isolated(bill.customer.name) }
                for line in bill.customer.postalAddress { html.tag("div") { $0.isolated(line) } }
            }
            html.tag("dl", ["class": "facts"]) { facts(bill, &$0) }
        }
        html.lineBreak()
    }

    private static func facts(_ bill: BillDocument, _ html: inout HTML) {
        fact("Account", [bill.customer.account], to: &html)
        fact("Supplied at", bill.customer.supplyAddress, to: &html)
        html.tag("div") { html in
            html.tag("dt", "Period")
            html.tag("dd") {
                ChargesHTML.explained(bill.shownPeriod, working: bill.periodWorking, to: &$0)
            }
        }
        if let issued = bill.issued { fact("Issued", [issued.forPeople], to: &html) }
        if let number = bill.issuer.taxNumber { fact("Tax number", [number], to: &html) }
        fact("Contact", bill.issuer.contact, to: &html)
    }

    /// A term with its lines; nothing where there are none.
    static func fact(_ term: String, _ lines: [String], to html: inout HTML) {
        guard !lines.isEmpty else { return }
        html.tag("div") { html in
            html.tag("dt", term)
            html.tag("dd") { html in
                for (index, line) in lines.enumerated() {
                    if index > 0 { html.void("br") }
                    html.isolated(line)
                }
            }
        }
    }

    private static func demand(_ bill: BillDocument, _ html: inout HTML) {
        let (label, amount, note) = bill.demand
        html.tag("p", ["class": "demand"]) { html in
            html.tag("span", label + note)
            html.text(" ")
            html.tag("strong", amount)
        }
        if let notice = bill.estimateNotice {
            html.tag("p", ["class": "notice", "role": "note"], text: notice)
        }
        html.lineBreak()
    }

    private static func account(_ bill: BillDocument, _ html: inout HTML) {
        guard !bill.accountRows.isEmpty else { return }
        html.tag("section") { html in
            html.tag("table") { html in
                html.tag("caption", "Your account")
                html.tag("tbody") { html in
                    for row in bill.accountRows { sum(row, &html) }
                }
                html.tag("tfoot") { sum(bill.closingRow, &$0) }
            }
        }
        html.lineBreak()
    }

    private static func sum(_ row: LabelledAmount, _ html: inout HTML) {
        html.tag("tr") { html in
            html.tag("th", ["scope": "row"]) {
                ChargesHTML.explained(row.label, working: row.working, to: &$0)
            }
            html.tag("td", ["class": "number"], text: row.amount.forPeople)
        }
    }

    private static func messages(_ bill: BillDocument, _ html: inout HTML) {
        for message in bill.messages {
            html.tag("section", ["class": "message"]) { html in
                html.tag("h2") { $0.isolated(message.heading) }
                html.tag("p", ["dir": "auto"], text: message.text)
            }
        }
    }

    private static func foot(_ bill: BillDocument, _ html: inout HTML) {
        guard !bill.footNotes.isEmpty else { return }
        html.tag("footer") { html in
            html.tag("dl", ["class": "facts"]) { html in
                for note in bill.footNotes { fact(note.label, note.lines, to: &html) }
            }
        }
    }
}
