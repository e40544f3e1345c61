import Foundation
import Interchange
import Measures
import Operations
import Tariffs
import Testing

/// The analyst's tools on files, without an installation.
@Suite("Tariff tools")
struct TariffToolsTests {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static let book = """
        tariff: x
        name: X
        commodity: gas
        currency: GBP
        source: constructed
        inputs:
          kWh: { usage: kWh }
          band: { choice: [A, B], default: A }
        prices:
          UNIT: { unit: p/kWh, values: { 2025-01-01: 5, 2026-01-01: none } }
          SC: { unit: p/day, values: { 2025-01-01: 30 } }
        charges:
          - { code: SC, price: SC, per: day }
          - { code: UNIT, quantity: kWh, price: UNIT, when: 'band = "A"' }

        """

    static let bill = """
        case: C1
        title: One month
        parts:
          - { book: x, period: 2025-01-01 to 2025-01-31, usage: [{ of: kWh, quantity: 100 }] }
        expect: { lines: [{ code: SC, amount: 9.30 }, { code: UNIT, amount: 5.01 }], net: 14.30, total: 14.30 }

        """

    final class Folder {
        let path = NSTemporaryDirectory() + "plumbline-" + UUID().uuidString
        init(_ files: [String: String]) throws {
            for (name, text) in files {
                let url = URL(fileURLWithPath: path + "/" + name)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: url)
            }
        }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    @Test("the project's own books have no mistakes")
    func ownBooks() throws {
        let checked = try CheckTariffs()([Self.root + "/Books"])
        #expect(checked.count > 40)
        #expect(checked.flatMap(\.mistakes).isEmpty)
    }

    @Test("warnings stand where the price stands; mistakes as they do on import")
    func check() throws {
        let wrong = Self.book.replacingOccurrences(of: "price: SC,", with: "price: SCC,")
        let folder = try Folder(["a.yaml": Self.book, "b.yaml": wrong])
        let checked = try CheckTariffs()([folder.path])
        #expect(checked.map(\.mistakes.count) == [0, 1])
        let warning = try #require(checked[0].warnings.first)
        #expect(checked[0].warnings.count == 1)
        #expect((warning.line, warning.field) == (10, "prices.UNIT"))
        #expect(warning.rule.hasPrefix("no price from 2026-01-01 on for UNIT"))
        let mistake = try #require(checked[1].mistakes.first)
        #expect(mistake.line == 13)
        #expect(mistake.suggestion?.contains("SC") == true)
    }

    @Test("prices that end on one day for one cause are one warning with the list")
    func grouped() throws {
        let ends =
            Self.book
            .replacingOccurrences(
                of: "  SC: { unit",
                with: "  LEVY: { unit: p/kWh, values: { 2025-01-01: 1, 2026-01-01: none } }\n"
                    + "  LATE: { unit: p/kWh, values: { 2025-01-01: 1, 2026-02-01: none } }\n"
                    + "  SC: { unit")
            + "  - { code: LEVY, quantity: kWh, price: LEVY }\n"
            + "  - { code: LATE, quantity: kWh, price: LATE }\n"
        let folder = try Folder(["a.yaml": ends])
        let warnings = try CheckTariffs()([folder.path]).flatMap(\.warnings)
        #expect(warnings.map(\.line) == [10, 12])
        #expect(
            warnings.first?.rule
                == "no price from 2026-01-01 on for UNIT, LEVY (2 prices: UNIT, LEVY), "
                + "while other prices hold")
        #expect(warnings.last?.rule.hasPrefix("no price from 2026-02-01 on for LATE,") == true)
    }

    @Test("a case fails on the line that differs, and finds its book beside or above it")
    func test() throws {
        let folder = try Folder(["Books/x.yaml": Self.book, "cases/c.yaml": Self.bill])
        let test = TestTariffs(books: nil) { "\($0)" }
        let tested = try test([folder.path + "/cases"])
        #expect(tested.map(\.passes) == [false])
        let wrong = tested[0].figures.filter { !$0.agrees }
        #expect(wrong.map(\.what) == ["UNIT"])
        #expect(wrong.map(\.found) == ["5.00"])
        let working = tested[0].bill?.lines.last?.working?.steps.map(\.kind)
        #expect(working == [.advance, .price, .charge])
        let lost = try TestTariffs(books: folder.path) { "\($0)" }([folder.path + "/cases"])
        #expect(lost[0].refusal != nil)
    }

    @Test("a case named like its book takes the book from Books, and never itself")
    func sameName() throws {
        let test = TestTariffs(books: nil) { "\($0)" }
        let folder = try Folder(["Books/x.yaml": Self.book, "x.yaml": Self.bill])
        let found = try test([folder.path + "/./x.yaml"])
        #expect(found.map(\.refusal) == [nil])
        #expect(found[0].figures.filter { !$0.agrees }.map(\.what) == ["UNIT"])
        let alone = try Folder(["x.yaml": Self.bill])
        let file = alone.path + "/x.yaml"
        for books in [nil, alone.path] {
            let test = TestTariffs(books: books) { error in
                error as? TariffToolRefused == .caseIsBook("x", case: file)
                    ? "itself" : "\(error)"
            }
            #expect(try test([file]).map(\.refusal) == ["itself"])
        }
    }

    @Test("a case in the place of a book, and a book in that of a case, are told once")
    func otherKind() throws {
        let folder = try Folder(["x.yaml": Self.book, "c.yaml": Self.bill, "d.yaml": Self.bill])
        let mistakes = try CheckTariffs()([folder.path + "/c.yaml"])[0].mistakes
        #expect(mistakes.map(\.rule) == ["this is a bill case, and a tariff book is read here"])
        let other = try Folder([
            "c.yaml": Self.bill.replacing("book: x", with: "book: d"), "d.yaml": Self.bill,
        ])
        let test = TestTariffs(books: nil) { ($0 as? TariffBookRefused)?.faults.first?.rule ?? "" }
        let tested = try test([other.path + "/c.yaml", folder.path + "/x.yaml"])
        #expect(
            tested.map(\.refusal) == [
                "this is a bill case, and a tariff book is read here",
                "this is a tariff book, and a bill case is read here",
            ])
    }

    @Test(
        "D3.10 only a line that is quantity times price has a price for one",
        arguments: [
            ("quantity: kWh, amount: kWh * UNIT", false), ("amount: kWh * UNIT", true),
            ("quantity: kWh, price: UNIT", true), ("minimum: SC, covers: [SC]", true),
        ])
    func unitPrice(way: String, hasOne: Bool) throws {
        let yaml = Self.book.replacing("quantity: kWh, price: UNIT", with: way)
        let plan = try TariffPlan(TariffBook.read(yaml: yaml, file: "x.yaml"))
        #expect(plan.hasUnitPrice(ofLine: "UNIT") == hasOne)
        #expect(plan.hasUnitPrice(ofLine: "SC"))
        #expect(!plan.hasUnitPrice(ofLine: "the name of a part of a pool"))
    }

    @Test("a line too many and a line missing stand by themselves")
    func alignment() {
        var (ours, theirs) = (BillCase.Bill(), BillCase.Bill())
        ours.lines = ["A", "B", "D"].map { BillCase.Line(code: $0, amount: "1.00") }
        theirs.lines = ["A", "C", "D"].map { BillCase.Line(code: $0, amount: "1.00") }
        let lines = ours.compared(with: theirs).dropLast(3)
        #expect(lines.map(\.what).sorted() == ["A", "B", "C", "D"])
        #expect(lines.filter { !$0.agrees }.map(\.what).sorted() == ["B", "C"])
    }

    @Test("a quote from settings is the quote from a file")
    func rate() throws {
        let folder = try Folder(["x.yaml": Self.book, "c.yaml": Self.bill])
        let january = Period.month(of: try #require(Day("2025-01-01")))
        let book = folder.path + "/x.yaml"
        let one = try RateTariff()(book, .settings(["kWh=100", "band=A"], january))
        let other = try RateTariff()(book, .file(folder.path + "/c.yaml"))
        #expect(one.rated == other.rated)
        #expect(one.rated.total.plain == "14.30")
        #expect(!one.rated.workings.isEmpty)
    }

    @Test(
        "settings that cannot be are refused with what to write",
        arguments: [
            ("kWh", TariffToolRefused.badSetting("kWh")),
            ("kwh=1", .unknownInput("kwh", nearest: "kWh", known: ["kWh", "band"])),
            ("band=C", .badValue("band", value: "C", expected: "one of A, B")),
            ("kWh=1e3", .badValue("kWh", value: "1e3", expected: "a number of at most six places")),
        ])
    func refused(setting: String, refusal: TariffToolRefused) throws {
        let folder = try Folder(["x.yaml": Self.book])
        let january = Period.month(of: try #require(Day("2025-01-01")))
        #expect(throws: refusal) {
            try RateTariff()(folder.path + "/x.yaml", .settings([setting], january))
        }
    }

    @Test("a day without a price is refused, not billed at nothing (rule C1.16)")
    func noPrice() throws {
        let folder = try Folder(["x.yaml": Self.book])
        let january = Period.month(of: try #require(Day("2026-01-01")))
        #expect(throws: TariffToolRefused.self) {
            try RateTariff()(folder.path + "/x.yaml", .settings(["kWh=1"], january))
        }
        #expect(throws: TariffToolRefused.self) { try ReadTariff()(folder.path + "/no.yaml") }
    }
}
