import Measures

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
