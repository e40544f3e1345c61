import Measures

/// A letter as one page that needs nothing else; the look is the bill's.
package enum LetterHTML {
    package static func text(_ letter: Letter) -> String {
        var html = HTML()
        html.markup("<!doctype html>\n")
        html.tag("html", ["lang": letter.language]) { html in
            html.tag("head") { head(letter, &$0) }
            html.tag("body") { html in
                html.tag("main") { body(letter, &$0) }
            }
        }
        html.lineBreak()
        return html.string
    }

    private static func head(_ letter: Letter, _ html: inout HTML) {
        html.void("meta", ["charset": "utf-8"])
        html.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        html.void("meta", ["name": "color-scheme", "content": "light dark"])
        html.tag("title", "\(letter.subject), \(letter.issuer.name)")
        html.style(letter.issuer.colour, BillStyle.sheet)
        html.style(letter.issuer.colour, look)
    }

    /// What a letter has beside the look of a bill.
    private static let look: StaticString = """
        .letter h1{font-size:1.4rem;line-height:1.3;margin:0 0 1rem}
        .letter p{margin:0 0 1rem;max-width:65ch}.letter table{margin:0 0 1.25rem}
        .letter td,.letter th{overflow-wrap:normal}
        @media (max-width:36rem){.letter td,.letter th{padding-inline-start:.5rem;font-size:.9rem}}
        """

    private static func body(_ letter: Letter, _ html: inout HTML) {
        html.tag("header", ["class": "banner"]) { html in
            html.tag("p", ["class": "issuer"]) { $0.isolated(letter.issuer.name) }
        }
        html.lineBreak()
        html.tag("div", ["class": "addressed"]) { html in
            html.tag("address") { html in
                html.tag("strong") { $0.isolated(letter.addressee.name) }
                for line in letter.addressee.postalAddress {
                    html.tag("div") { $0.isolated(line) }
                }
            }
            html.tag("dl", ["class": "facts"]) { html in
                BillHTML.fact("Date", [letter.date.forPeople], to: &html)
                BillHTML.fact("Reference", [letter.reference], to: &html)
                BillHTML.fact("Contact", letter.issuer.contact, to: &html)
            }
        }
        html.lineBreak()
        html.tag("section", ["class": "letter"]) { html in
            html.tag("h1") { $0.isolated(letter.subject) }
            for block in letter.blocks { write(block, &html) }
        }
        html.lineBreak()
    }

    private static func write(_ block: Letter.Block, _ html: inout HTML) {
        switch block {
        case .heading(let text): html.tag("h2", ["dir": "auto"], text: text)
        case .paragraph(let text): html.tag("p", ["dir": "auto"], text: text)
        case .table(let table): write(table, &html)
        }
        html.lineBreak()
    }

    private static func write(_ table: LetterTable, _ html: inout HTML) {
        html.tag("table") { html in
            html.tag("caption", table.caption)
            html.tag("thead") { html in
                html.tag("tr") { html in
                    for (index, heading) in table.headings.enumerated() {
                        let kind = index == table.headings.count - 1 ? "number" : "text"
                        html.tag("th", ["scope": "col", "class": kind], text: heading)
                    }
                }
            }
            html.tag("tbody") { html in
                for row in table.rows { write(row, &html) }
            }
        }
    }

    private static func write(_ row: [String], _ html: inout HTML) {
        html.tag("tr") { html in
            for (index, cell) in row.enumerated() {
                if index == 0 {
                    html.tag("th", ["scope": "row"]) { $0.isolated(cell) }
                } else {
                    html.tag(
                        "td", ["class": index == row.count - 1 ? "number" : "text"], text: cell)
                }
            }
        }
    }
}
