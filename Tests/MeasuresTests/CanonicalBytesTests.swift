import Measures
import Testing

/// One of everything that has canonical bytes.
private struct Sample: Equatable {
    var (unsigned, whole, flag): (UInt64, Int64, Bool)
    var (day, period, quantity): (Day, Period, Quantity)
    var (text, digest, exact): (String, Digest, Exact)

    init(_ random: inout Seeded) {
        unsigned = random.next() >> UInt64.random(in: 0...63, using: &random)
        whole = Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random)
        flag = Bool.random(using: &random)
        day = Day(number: Int32.random(in: -100_000...3_000_000, using: &random))
        period = Period(from: day, upTo: day + Int.random(in: 0...40_000, using: &random))
        quantity = Quantity(millionths: Int64(bitPattern: random.next()))
        text = String(
            (0..<Int.random(in: 0...200, using: &random)).map { _ in
                ["a", "£", "漢", "🜄", "\u{0}"].randomElement(using: &random) ?? "a"
            }.joined())
        digest = Digest((0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }) ?? .none
        let shift = Int128.random(in: 0...120, using: &random)
        let numerator = Int128.random(in: .min ... .max, using: &random) >> shift
        exact = Exact(numerator, over: Int128.random(in: 1...1_000_000, using: &random))
    }

    var bytes: [UInt8] {
        var out = CanonicalWriter()
        out.write(unsigned: unsigned)
        out.write(whole)
        out.write(flag)
        out.write(day)
        out.write(period)
        out.write(quantity)
        out.write(text)
        out.write(digest)
        out.write(exact)
        return out.bytes
    }

    init(_ input: inout CanonicalReader) throws {
        (unsigned, whole, flag) = (try input.unsigned(), try input.int64(), try input.bool())
        (day, period) = (try input.day(), try input.period())
        quantity = try input.quantity()
        (text, digest, exact) = (try input.text(), try input.digest(), try input.exact())
    }

    static func == (a: Sample, b: Sample) -> Bool { a.bytes == b.bytes }
}

@Suite("Canonical bytes")
struct CanonicalBytesTests {
    @Test("what is written is read back", arguments: 1...20)
    func roundTrip(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<100 {
            let sample = Sample(&random)
            var input = CanonicalReader(sample.bytes)
            let read = try Sample(&input)
            #expect(read == sample && input.isAtEnd, "seed \(seed)")
            #expect(read.exact == sample.exact && read.text == sample.text, "seed \(seed)")
        }
    }

    @Test("a cut anywhere is refused", arguments: 1...10)
    func cuts(seed: UInt64) {
        var random = Seeded(seed)
        let bytes = Sample(&random).bytes
        for length in bytes.indices {
            var input = CanonicalReader(bytes[..<length])
            #expect(throws: MalformedBytes.self, "seed \(seed) cut \(length)") {
                try Sample(&input)
            }
        }
    }

    @Test("changed bytes give values or are refused, and never stop the program")
    func mutations() {
        var random = Seeded(2_000)
        for _ in 0..<2_000 {
            var bytes = Sample(&random).bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                bytes[index] =
                    [0, 1, 0x7F, 0x80, 0xFF, UInt8(truncatingIfNeeded: random.next())]
                    .randomElement(using: &random) ?? 0
            }
            var input = CanonicalReader(bytes)
            if let read = try? Sample(&input) {
                _ = (read.bytes, read.exact.text, "\(read.period)")
            }
        }
    }

    @Test("numbers take as few bytes as they can, and only those are read")
    func shortest() {
        for (value, length) in [(0, 1), (-1, 1), (63, 1), (64, 2), (-64, 1), (-65, 2)] {
            var out = CanonicalWriter()
            out.write(value)
            #expect(out.bytes.count == length)
        }
        var padded = CanonicalReader([0x80, 0x00])
        #expect(throws: MalformedBytes(offset: 2)) { try padded.unsigned() }
        var tooLong = CanonicalReader([UInt8](repeating: 0xFF, count: 9) + [0x02])
        #expect(throws: MalformedBytes.self) { try tooLong.unsigned() }
    }

    @Test("a writer that outgrows its room keeps what it has", arguments: [1, 2, 33, 5000])
    func growth(room: Int) throws {
        var out = CanonicalWriter(room: room)
        var expected: [UInt8] = []
        for round in 0..<200 {
            out.write("\(round)")
            expected += [UInt8("\(round)".utf8.count)] + Array("\(round)".utf8)
            out.write(Digest.none)
            expected += [UInt8](repeating: 0, count: 32)
        }
        #expect(out.bytes == expected)
        out.clear()
        out.write("")
        #expect(out.bytes == [0])
    }

    @Test("a digest is its 32 bytes, each of which counts")
    func digests() throws {
        let bytes = (0..<32).map { UInt8($0 * 7) }
        let digest = try #require(Digest(bytes))
        #expect(digest.bytes == bytes)
        #expect(Digest(hexadecimal: digest.description) == digest)
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 1
            #expect(Digest(other) != digest)
        }
        #expect(Digest(bytes.dropLast()) == nil && Digest(bytes + [0]) == nil)
    }

    @Test("the ends of each type come back")
    func ends() throws {
        for value in [Int64.min, .max, 0] {
            var out = CanonicalWriter()
            out.write(value)
            var input = CanonicalReader(out.bytes)
            #expect(try input.int64() == value)
        }
        for numerator in [Int128.min, .max] {
            var out = CanonicalWriter()
            out.write(Exact(numerator, over: 1))
            var input = CanonicalReader(out.bytes)
            #expect(try input.exact().numerator == numerator)
        }
    }

    @Test("equal fractions have equal bytes, and out of range stays out of range")
    func fractions() throws {
        var one = CanonicalWriter()
        var other = CanonicalWriter()
        one.write(Exact(2, over: 4))
        other.write(Exact(1, over: 2))
        #expect(one.bytes == other.bytes)
        var out = CanonicalWriter()
        out.write(Exact.outOfRange)
        var input = CanonicalReader(out.bytes)
        #expect(try input.exact().isOutOfRange)
    }

    @Test("a lie about a length or a count asks for no memory")
    func lies() {
        var out = CanonicalWriter()
        out.write(unsigned: .max)
        var text = CanonicalReader(out.bytes)
        #expect(throws: MalformedBytes.self) { try text.text() }
        var many = CanonicalWriter()
        many.write(Int.max)
        var count = CanonicalReader(many.bytes)
        #expect(throws: MalformedBytes.self) { try count.count() }
    }

    @Test("a period without end, before its start or beyond the calendar is refused")
    func periods() {
        for (start, days) in [(0, Int.max), (0, -1), (4_000_000, 1), (0, 4_000_000), (Int.max, 0)] {
            var out = CanonicalWriter()
            out.write(start)
            out.write(days)
            var input = CanonicalReader(out.bytes)
            #expect(throws: MalformedBytes.self) { try input.period() }
        }
    }

    @Test("text that is not UTF-8 and a truth that is neither are refused")
    func malformed() {
        var text = CanonicalReader([2, 0xC3, 0x28])
        #expect(throws: MalformedBytes.self) { try text.text() }
        var flag = CanonicalReader([2])
        #expect(throws: MalformedBytes.self) { try flag.bool() }
    }
}

@Suite("Digests")
struct DigestTests {
    @Test("32 bytes, no fewer and no more")
    func length() {
        for count in [0, 31, 33] { #expect(Digest([UInt8](repeating: 7, count: count)) == nil) }
        #expect(Digest([UInt8](repeating: 0, count: 32)) == Digest.none)
    }

    @Test("64 hexadecimal digits, twelve for people")
    func text() throws {
        let digest = try #require(Digest((0..<32).map { UInt8($0 * 8 + 7) }))
        #expect(digest.description.count == 64)
        #expect(digest.description.hasPrefix("070f171f27"))
        #expect(digest.short == "070f171f272f")
    }
}

@Suite("Figures")
struct FigureTests {
    @Test("a figure is shown with its unit")
    func shown() {
        let day = Day(number: 0)
        let expected: [(Figure, String)] = [
            (.quantity(Quantity(189), .m3), "189 m3"),
            (.exact(Exact(1, over: 2), .kWh), "0.5 kWh"), (.exact(Exact(1, over: 3), nil), "1/3"),
            (.money(Money(minorUnits: -163, currency: .gbp)), "GBP -1.63"),
            (.day(day), "1970-01-01"), (.count(3), "3"), (.text("as is"), "as is"),
            (.period(Period(from: day, through: day)), "1970-01-01 to 1970-01-01"),
        ]
        for (figure, text) in expected { #expect(figure.description == text) }
    }
}
