import Measures

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
