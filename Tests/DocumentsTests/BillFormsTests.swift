import Documents
import Foundation
import Measures
import Testing

@Suite("A bill in its forms (rules D3)")
struct BillFormsTests {
    /// To take over a change that is meant: run the tests with PAGES set to a folder and copy its `water` files.
    @Test(
        "each form is what it was",
        arguments: ["water.txt", "water.why.txt", "water.html", "water.json"])
    func snapshot(name: String) throws {
        let url = try #require(
            Bundle.module.url(forResource: "Snapshots/" + name, withExtension: nil))
        let expected = try String(contentsOf: url, encoding: .utf8)
        let written = Pictures.forms(of: Samples.water).first { "water." + $0.ending == name }
        #expect(written?.text == expected)
    }

    @Test("D3.10 the printed lines add to the printed total", arguments: Samples.all.map(\.name))
    func addsUp(name: String) throws {
        let bill = try #require(Samples.all.first { $0.name == name }?.bill)
        let page = try Self.amounts(inChargesOf: BillHTML.text(bill))
        let added = bill.segments.flatMap(\.taxes).filter { !$0.isIncluded }
        #expect(
            page.lines.reduce(0, +) + added.reduce(0) { $0 + $1.amount.minorUnits }
                == bill.total.minorUnits)
        #expect(page.totals.reduce(0, +) == bill.total.minorUnits)
        let text = BillText.text(bill)
        for segment in bill.segments { #expect(text.contains(segment.total.forPeople)) }
    }

    @Test("D3.10 a sum over prices has a quantity and no price for one, in each form")
    func sum() throws {
        var bill = Samples.heat
        bill.segments[0].lines = [
            SegmentDocument.Line(
                label: "At the price of the half-hour", quantity: Exact(372), unit: .kWh,
                price: nil,
                amount: Money(minorUnits: 7242, currency: .gbp))
        ]
        bill.segments[0].lines[0].form = .sum
        #expect(bill.segments[0].lines[0].shownQuantity == "372 kWh")
        #expect(bill.segments[0].lines[0].shownPrice(in: .gbp).isEmpty)
        let row = BillText.text(bill).split(separator: "\n").first { $0.contains("half-hour") }
        #expect(row?.contains("372 kWh") == true && row?.contains("per kWh") == false)
        let cells = "<td role=\"cell\" class=\"number\">"
        #expect(
            BillHTML.text(bill).contains(
                "\(cells)372 kWh</td>\(cells)</td>\(cells)£72.42</td>"))
        var part = bill.segments[0].lines[0]
        (part.quantity, part.unit) = (.one, Unit(""))
        #expect(part.shownQuantity.isEmpty, "a part of a pool")
        part.form = .product
        #expect(part.shownQuantity.isEmpty)
    }

    @Test("a comparison stands in each form, and its steps lead from total to total")
    func comparison() throws {
        let shown = try #require(Samples.water.comparison)
        let last = try #require(shown.last)
        #expect(shown.steps.reduce(last) { $0 + $1.amount } == shown.total)
        let (page, text) = (BillHTML.text(Samples.water), BillText.text(Samples.water))
        for step in shown.steps {
            #expect(page.contains("<td class=\"number\">\(step.shownAmount)</td>"))
            #expect(text.contains(step.shownAmount) && text.contains(step.label))
        }
        #expect(page.components(separatedBy: "<rect class=\"more\"").count == 3)
        #expect(page.components(separatedBy: "<rect class=\"less\"").count == 3)
        var first = Samples.water
        first.comparison = .init(
            title: "Compared with your last bill", sentence: "This is the first bill.", last: nil,
            total: first.total)
        #expect(BillHTML.text(first).contains("<bdi>This is the first bill.</bdi></p></section>"))
        #expect(BillText.text(first).contains("This is the first bill."))
    }

    @Test("every quantity, day count, amount, tax and total opens its working without a script")
    func workings() {
        var bill = Samples.heat
        bill.segments[0].readings[0].working = bill.segments[0].lines[0].working
        let page = BillHTML.text(bill)
        for (before, what) in [
            ("<dt>Period</dt><dd><details>", "days"),
            ("data-label=\"Used\"><details>", "used"),
            ("colspan=\"3\"><details>", "sums"),
        ] { #expect(page.contains(before), "\(what)") }
        let tables = page.components(separatedBy: "class=\"charges\"").dropFirst()
        for row in tables.joined().components(separatedBy: "role=\"rowheader\"").dropFirst() {
            #expect(row.contains("<details><summary>"), "\(row.prefix(120))")
        }
    }

    @Test("nothing of people gets into the markup")
    func escaping() {
        let nasty = "<script>alert('\"&')</script>\u{0}\u{1B}[2J"
        var bill = Samples.water
        bill.customer.name = nasty
        bill.issuer.name = nasty
        bill.language = "en\"><script>"
        bill.segments[0].lines[0].label = nasty
        bill.segments[0].lines[0].working?.steps[0].source = nasty
        bill.usage[0].bars[0].label = nasty
        bill.messages[0].text = nasty
        let page = BillHTML.text(bill)
        #expect(!page.contains("<script"))
        #expect(!page.contains("\u{0}") && !page.contains("\u{1B}"))
        #expect(page.contains("&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;"))
        #expect(!BillText.text(bill).contains("\u{1B}"))
        #expect(!ExplanationText.bill(bill).contains("\u{1B}"))
    }

    @Test("one page that loads nothing and runs nothing", arguments: Samples.all.map(\.name))
    func selfContained(name: String) throws {
        let page = BillHTML.text(try #require(Samples.all.first { $0.name == name }?.bill))
        for word in ["<script", "src=", "href=", "@import", "http:", "https:", "onclick"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("<html lang=\"en-"))
    }

    @Test("text stays within 80 columns, whatever the names", arguments: Samples.all.map(\.name))
    func columns(name: String) throws {
        let bill = try #require(Samples.all.first { $0.name == name }?.bill)
        for line in (BillText.text(bill) + ExplanationText.bill(bill)).split(separator: "\n") {
            #expect(String(line).columns <= 80, "\(line)")
        }
    }

    @Test("a draft, an estimate and a credit say so")
    func notices() {
        #expect(BillText.text(Samples.credit).contains("BILL DRAFT"))
        #expect(BillText.text(Samples.credit).contains("In credit     £1.63, nothing to pay"))
        #expect(BillText.text(Samples.estimated).contains("This bill is based on an estimate."))
        #expect(BillHTML.text(Samples.estimated).contains("Give us a reading at"))
        #expect(!BillHTML.text(Samples.heat).contains("based on an estimate"))
        #expect(Samples.heat.demand == ("To pay", "£60.82", " by 14 July 2016"))
    }

    @Test("names of every script arrive whole")
    func scripts() {
        for (bill, name) in [
            (Samples.credit, "عميل نموذجي رقم ثلاثة"), (Samples.estimated, "見本 太郎 顧客"),
        ] {
            #expect(BillHTML.text(bill).contains("<bdi>\(name)</bdi>"))
            #expect(BillText.text(bill).contains(name))
            #expect(BillJSON.text(bill).contains("\"\(name)\""))
        }
    }

    @Test("JSON is read by others, amounts and quantities as exact strings")
    func json() throws {
        let data = Data(BillJSON.text(Samples.water).utf8)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let segments = try #require(object["segments"] as? [[String: Any]])
        let lines = try #require(segments[0]["lines"] as? [[String: Any]])
        #expect(object["total"] as? String == "199.95")
        #expect(lines.map { $0["amount"] as? String } == ["144.77", "55.18"])
        #expect(lines.map { $0["quantity"] as? String } == ["40.04", "11.96"])
        #expect(lines.map { $0["price"] as? String } == ["3.6156", "4.6133"])
    }

    @Test("one line is explained by its number, and no other")
    func oneLine() {
        let second = ExplanationText.line(2, of: Samples.heat)
        #expect(second?.hasPrefix("Line 2: Unit charge") == true)
        #expect(second?.contains("512 kWh × 9p per kWh = 46.08, rounded half up") == true)
        #expect(ExplanationText.line(0, of: Samples.heat) == nil)
        #expect(ExplanationText.line(3, of: Samples.heat) == nil)
    }

    @Test(
        "a brand colour is six digits and nothing else",
        arguments: ["#12345", "#1234567", "red", "#12345g", "#+12345", "", "#０１２３４５"])
    func colour(text: String) {
        #expect(BrandColour(text) == nil)
    }

    @Test("the text on a brand colour can be read")
    func textOnColour() {
        #expect(BrandColour("#ffe000")?.textCSS == "#000")
        #expect(BrandColour("#0b6e8f")?.textCSS == "#fff")
    }

    /// The amounts of the charge lines and of the totals, in minor units, as the page prints them.
    static func amounts(inChargesOf page: String) throws -> (lines: [Int64], totals: [Int64]) {
        var (lines, totals) = ([Int64](), [Int64]())
        for table in page.components(separatedBy: "class=\"charges\"").dropFirst() {
            let parts = table.components(separatedBy: "</table>")[0]
                .components(separatedBy: "<tfoot")
            lines += rows(of: parts[0]).map(lastAmount)
            totals += rows(of: parts[1]).filter { $0.contains("class=\"total\"") }.map(lastAmount)
        }
        return (lines, totals)
    }

    private static func rows(of part: String) -> [String] {
        part.components(separatedBy: "<tr").dropFirst().filter { $0.contains("<td") }
    }

    private static func lastAmount(_ row: String) -> Int64 {
        let cell = row.components(separatedBy: "<td").last ?? ""
        let text = cell.components(separatedBy: ">")[1].components(separatedBy: "<")[0]
        return Int64(text.filter { "-0123456789".contains($0) }) ?? .min
    }
}
