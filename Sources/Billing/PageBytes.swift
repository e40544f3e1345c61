package import Measures

/// Page content as canonical bytes. `Docs/formats/page.md` says what stands where.
extension RunPage {
    package var bytes: [UInt8] {
        var page = PageWriter(room: outcomes.count * 256)
        page.write(format.mark)
        page.out.write(runID)
        page.out.write(batch)
        page.out.write(through)
        if format >= .two { page.list(ruleSets) { $0.write($1) } }
        page.list(outcomes) { $0.write($1) }
        page.list(bills) { $0.write($1, format) }
        page.list(estimates) { $0.write($1) }
        return page.out.bytes
    }

    package init(bytes: [UInt8]) throws(MalformedBytes) {
        var page = PageReader(bytes)
        let format = try page.format()
        let (runID, batch) = (try page.input.int64(), try page.input.int())
        let through = try page.input.day()
        let sets =
            format == .one ? [] : try page.list { p throws(MalformedBytes) in try p.ruleSet() }
        self.init(
            runID: runID, batch: batch, through: through,
            outcomes: try page.list { p throws(MalformedBytes) in try p.outcome() },
            bills: try page.list { p throws(MalformedBytes) in try p.bill(format, sets) },
            estimates: try page.list { p throws(MalformedBytes) in try p.estimate() })
        (self.format, ruleSets) = (format, sets)
        guard page.input.isAtEnd else { throw MalformedBytes(offset: page.input.offset) }
    }

    /// The format that the bytes of a page are in.
    package static func format(of bytes: [UInt8]) throws(MalformedBytes) -> Format {
        var page = PageReader(bytes)
        return try page.format()
    }
}

extension RunPage.Format: Comparable {
    package static func < (a: RunPage.Format, b: RunPage.Format) -> Bool {
        a.rawValue < b.rawValue
    }

    var mark: String { "plumbline run page \(rawValue)" }
}

extension PageReader {
    fileprivate mutating func format() throws(MalformedBytes) -> RunPage.Format {
        let mark = try text()
        guard let format = RunPage.Format.allCases.first(where: { $0.mark == mark }) else {
            throw malformed
        }
        return format
    }
}

/// A canonical writer that names each text once and then points back to it.
struct PageWriter: ~Copyable {
    var out: CanonicalWriter
    private var texts = TextPlaces()
    /// The place of the text that followed when the same two texts were last written before it:
    /// bills say the same things in the same order, and a text is sooner compared than looked up.
    private var followers = [Int](repeating: 0, count: 1024)
    private var last = 0
    /// Places of the rule sets, by digest, from 1.
    var sets: [Digest: Int] = [:]

    init(room: Int = 1024) { out = CanonicalWriter(room: max(room, 64)) }

    mutating func write(_ text: String) {
        let now = last & 1023
        let guess = followers[now]
        var index = guess
        if guess > 0, texts.all[guess - 1] == text {
            out.write(unsigned: UInt64(guess))
        } else {
            index = self.index(of: text)
            followers[now] = index
        }
        last = last << 5 & 992 ^ index
    }

    /// Looks a text up, or names it for the first time.
    private mutating func index(of text: String) -> Int {
        let (index, isNew) = texts.index(of: text)
        out.write(unsigned: isNew ? 0 : UInt64(index))
        if isNew { out.write(text) }
        return index
    }

    mutating func list<Item>(_ items: [Item], _ write: (inout PageWriter, Item) -> Void) {
        out.write(items.count)
        for index in items.indices { write(&self, items[index]) }
    }

    mutating func write(_ figure: NamedFigure) {
        write(figure.name)
        switch figure.figure {
        case .quantity(let value, let unit): tag(0); out.write(value); write(unit.rawValue)
        case .exact(let value, let unit): tag(1); out.write(value); write(unit?.rawValue ?? "")
        case .money(let amount): tag(2); write(amount)
        case .day(let day): tag(3); out.write(day)
        case .period(let period): tag(4); out.write(period)
        case .count(let count): tag(5); out.write(count)
        case .text(let text): tag(6); write(text)
        }
    }

    mutating func write(_ money: Money) {
        write(money.currency.rawValue)
        out.write(money.minorUnits)
    }

    private mutating func tag(_ number: UInt64) { out.write(unsigned: number) }
}

/// The texts of a page by their places, from 1: a page has few, and asks for them often.
private struct TextPlaces {
    private(set) var all: [String] = []
    /// Places by the mixed bytes of their texts; as long as a power of two, at least half empty.
    private var slots = [Int32](repeating: 0, count: 256)

    mutating func index(of text: String) -> (index: Int, isNew: Bool) {
        var slot = TextPlaces.mixed(text) & (slots.count - 1)
        while slots[slot] > 0 {
            if all[Int(slots[slot]) - 1] == text { return (Int(slots[slot]), false) }
            slot = (slot + 1) & (slots.count - 1)
        }
        all.append(text)
        slots[slot] = Int32(all.count)
        if all.count * 2 > slots.count { grow() }
        return (all.count, true)
    }

    private mutating func grow() {
        let texts = all
        (all, slots) = ([], [Int32](repeating: 0, count: slots.count * 4))
        for text in texts { _ = index(of: text) }
    }

    private static func mixed(_ text: String) -> Int {
        var mixed = UInt64(14_695_981_039_346_656_037)
        for byte in text.utf8 { mixed = (mixed ^ UInt64(byte)) &* 1_099_511_628_211 }
        return Int(truncatingIfNeeded: mixed >> 20)
    }
}

/// Reads what `PageWriter` wrote.
struct PageReader {
    var input: CanonicalReader
    private var texts: [String] = []

    init(_ bytes: [UInt8]) { input = CanonicalReader(bytes) }

    var malformed: MalformedBytes { MalformedBytes(offset: input.offset) }

    mutating func expect(_ mark: String) throws(MalformedBytes) {
        guard try text() == mark else { throw malformed }
    }

    mutating func text() throws(MalformedBytes) -> String {
        let index = try input.unsigned()
        if index == 0 {
            texts.append(try input.text())
            return texts[texts.count - 1]
        }
        guard index <= UInt64(texts.count) else { throw malformed }
        return texts[Int(index) - 1]
    }

    mutating func list<Item>(
        _ read: (inout PageReader) throws(MalformedBytes) -> Item
    ) throws(MalformedBytes) -> [Item] {
        let count = try input.count()
        var items: [Item] = []
        items.reserveCapacity(min(count, 4096))
        for _ in 0..<count { items.append(try read(&self)) }
        return items
    }

    mutating func money() throws(MalformedBytes) -> Money {
        guard let currency = Currency(rawValue: try text()) else { throw malformed }
        return Money(minorUnits: try input.int64(), currency: currency)
    }

    mutating func figure() throws(MalformedBytes) -> NamedFigure {
        let name = try text()
        switch try input.unsigned() {
        case 0: return NamedFigure(name, .quantity(try input.quantity(), Unit(try text())))
        case 1:
            let value = try input.exact()
            let unit = try text()
            return NamedFigure(name, .exact(value, unit.isEmpty ? nil : Unit(unit)))
        case 2: return NamedFigure(name, .money(try money()))
        case 3: return NamedFigure(name, .day(try input.day()))
        case 4: return NamedFigure(name, .period(try input.period()))
        case 5: return NamedFigure(name, .count(try input.int()))
        case 6: return NamedFigure(name, .text(try text()))
        default: throw malformed
        }
    }
}
