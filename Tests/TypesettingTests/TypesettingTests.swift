import Measures
import Testing

@testable import Typesetting

@Suite("Setting text")
struct SettingTests {
    static let fonts = FontLibrary()

    @Test("plain letters stand where HarfBuzz puts them", arguments: [0, 1])
    func plainIsShaped(weight: Int) throws {
        let font = Self.fonts.plain[weight]
        let shaper = Shaper()
        let seed = UInt64.random(in: 1...1_000_000)
        var state = seed
        for _ in 0..<500 {
            let text = (0..<30).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return PlainFont.alphabet[Int(state >> 33) % PlainFont.alphabet.count]
            }
            let shaped = shaper.shape(text, font.file)
            let width = shaped.reduce(0) { $0 + $1.advance }
            let line = String(String.UnicodeScalarView(text))
            #expect(font.letters(of: line)?.width(of: line) == width, "seed \(seed)")
        }
    }

    @Test(
        "what is plain and what is not",
        arguments: [
            ("£1,234.56 – kWh × m³", true), ("Llŷr Ŵyn", true), ("", true), ("Δ", false),
            ("a\u{301}", false), ("見本", false), ("🙂", false), ("שלום", false),
        ])
    func plain(text: String, isPlain: Bool) {
        #expect((Self.fonts.plain[0].letters(of: text) != nil) == isPlain)
    }

    @Test(
        "the common letters do for most texts, and all of them set those alike",
        arguments: [
            ("£1,234.56 – kWh × m³ ÷ 2°…", true), ("a\tb~", true), ("Ŵyn", false), ("naïve", false),
        ])
    func common(text: String, isCommon: Bool) throws {
        let font = Self.fonts.plain[0]
        let letters = try #require(font.letters(of: text))
        #expect(letters.areCommon == isCommon)
        #expect(letters.width(of: text) == font.whole.width(of: text))
        #expect(
            letters.lines(of: text, maximum: 3_000) == font.whole.lines(of: text, maximum: 3_000))
        var (one, other) = (PDFBytes(), PDFBytes())
        letters.put(text, afterBlank: true, into: &one)
        font.whole.put(text, afterBlank: true, into: &other)
        #expect(one.bytes == other.bytes)
    }

    @Test("lines stay within the width, and no character is lost")
    func lines() {
        let typesetter = Typesetter(Self.fonts)
        let style = TextStyle(size: 9_000)
        for text in [
            "one", "a much longer text that needs more than one line to be said",
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch", "Пример текста в строках",
        ] {
            for width in [30_000, 60_000, 200_000] {
                let lines = typesetter.lines(of: text, in: style, width: width)
                #expect(lines.allSatisfy { typesetter.width(of: $0, in: style) <= width })
                #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
            }
        }
    }

    @Test("runs of two directions stand in the order of sight")
    func directions() {
        let fonts = FontLibrary(folders: ["/usr/share/fonts"])
        let text = ShapedText("abc שלום 12", weight: .regular, fonts: fonts, shaper: Shaper())
        #expect(text.runs.map(\.isRightToLeft).contains(true))
        #expect(text.runs.first?.isRightToLeft == false)
        #expect(text.missing.isEmpty)
        #expect(text.width == text.runs.reduce(0) { $0 + $1.width })
    }
}

@Suite("The forms of PDF")
struct PDFBytesTests {
    @Test(
        "what is put stands one after the other, however much it is", arguments: [0, 1, 63, 1000])
    func growing(room: Int) {
        var bytes = PDFBytes(capacity: room)
        var expected: [UInt8] = []
        for number in 0..<300 {
            bytes.put(number)
            bytes.put(" obj ")
            bytes.put(UInt8(number & 255))
            bytes.put(number, width: 2)
            expected += Array("\(number) obj ".utf8)
            expected += [UInt8(number & 255), UInt8(number >> 8), UInt8(number & 255)]
        }
        #expect(bytes.bytes == expected)
        #expect(bytes.count == expected.count)
    }

    @Test(
        "lengths have at most two places",
        arguments: [
            (0, "0"), (1_000, "1"), (12_340, "12.34"), (12_345, "12.35"), (12_344, "12.34"),
            (-500, "-0.5"), (-4, "0"), (595_276, "595.28"), (10_050, "10.05"),
        ])
    func lengths(thousandths: Int, expected: String) {
        var bytes = PDFBytes()
        bytes.put(length: thousandths)
        #expect(String(decoding: bytes.bytes, as: UTF8.self) == expected)
    }

    @Test(
        "texts cannot end their own string",
        arguments: [
            ("a(b)\\c", "(a\\(b\\)\\\\c)"), ("é", "<FEFF00E9>"), ("🙂", "<FEFFD83DDE42>"),
            ("a\nb", "<FEFF0061000A0062>"), ("", "()"),
        ])
    func texts(text: String, expected: String) {
        var bytes = PDFBytes()
        bytes.put(text: text)
        #expect(String(decoding: bytes.bytes, as: UTF8.self) == expected)
    }
}

@Suite("QR codes (ISO/IEC 18004)")
struct QRCodeTests {
    @Test("the three finders stand in their corners")
    func finders() throws {
        let code = try #require(QRCode("https://example.org/bill/INV-00000001"))
        #expect(code.size == 29)
        for (column, row) in [(0, 0), (code.size - 7, 0), (0, code.size - 7)] {
            for step in 0..<7 {
                #expect(code.isDark(column: column + step, row: row))
                #expect(code.isDark(column: column, row: row + step))
                #expect(code.isDark(column: column + 6, row: row + step))
            }
            #expect(!code.isDark(column: column + 1, row: row + 1))
        }
        let dark = code.bars.reduce(0) { $0 + $1.count }
        #expect(
            dark
                == (0..<29).flatMap { y in (0..<29).map { (y, $0) } }
                .count { code.isDark(column: $0.1, row: $0.0) })
    }

    @Test("a text too long for any code gives none")
    func tooLong() { #expect(QRCode(String(repeating: "x", count: 3000)) == nil) }
}
