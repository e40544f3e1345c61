import Measures

/// The values of a block in the width they came in: as they are stored, of 16 or 32 bits, each worth
/// `scale` millionths of the unit, or as millionths. The smallest number of a width is missing.
struct BlockValues: Sendable {
    private enum Numbers {
        case short([Int16])
        case middle([Int32])
        case long([Int64])
    }

    private let numbers: Numbers
    /// Millionths that a number stands for; 1 for numbers of 64 bits.
    let scale: Int64

    init(_ millionths: [Int64]) { (numbers, scale) = (.long(millionths), 1) }

    init(_ numbers: [Int16], scale: Int64) {
        (self.numbers, self.scale) = (.short(numbers), scale)
    }

    init(_ numbers: [Int32], scale: Int64) {
        (self.numbers, self.scale) = (.middle(numbers), scale)
    }

    var count: Int {
        switch numbers {
        case .short(let values): values.count
        case .middle(let values): values.count
        case .long(let values): values.count
        }
    }

    /// A value in millionths, or `IntervalBlock.missing`.
    subscript(index: Int) -> Int64 {
        switch numbers {
        case .short(let values): BlockValues.millionths(values[index], scale)
        case .middle(let values): BlockValues.millionths(values[index], scale)
        case .long(let values): values[index]
        }
    }

    /// All values in millionths: made anew where they are narrower.
    var millionths: [Int64] {
        switch numbers {
        case .short(let values): values.map { BlockValues.millionths($0, scale) }
        case .middle(let values): values.map { BlockValues.millionths($0, scale) }
        case .long(let values): values
        }
    }

    /// Millionths that no value is further away from nothing than, by its width; nil for 64 bits.
    var bound: Int64? {
        switch numbers {
        case .short: (1 << 15) * scale
        case .middle: (1 << 31) * scale
        case .long: nil
        }
    }

    /// Lends the numbers where they lie; times `scale` they are millionths.
    @inline(__always)
    func lend<Result>(_ body: (IntervalValues) -> Result) -> Result {
        switch numbers {
        case .short(let values): values.withUnsafeBufferPointer { body(.short($0)) }
        case .middle(let values): values.withUnsafeBufferPointer { body(.middle($0)) }
        case .long(let values): values.withUnsafeBufferPointer { body(.long($0)) }
        }
    }

    /// Of 32 bits at most: a million times the largest is no large number.
    private static func millionths<T: LaneValue>(_ number: T, _ scale: Int64) -> Int64 {
        number == .min ? IntervalBlock.missing : Int64(number) &* scale
    }
}

extension BlockValues {
    /// A part of other values, and the place it comes to.
    struct Part {
        let values: BlockValues
        let range: Range<Int>
        let index: Int
    }

    /// So many values, missing where no part lies; parts lie beside each other. They keep their
    /// width where all have one width and one scale.
    init(_ parts: [Part], count: Int) {
        guard let first = parts.first?.values else {
            self.init(Array(repeating: IntervalBlock.missing, count: count))
            return
        }
        if parts.count == 1, parts[0].range == 0..<first.count, first.count == count {
            self = first
            return
        }
        switch first.numbers {
        case .short where parts.allSatisfy({ $0.values.isLike(first) }):
            self.init(
                BlockValues.laid(parts, count: count, { $0.shorts }, missing: .min),
                scale: first.scale)
        case .middle where parts.allSatisfy({ $0.values.isLike(first) }):
            self.init(
                BlockValues.laid(parts, count: count, { $0.middles }, missing: .min),
                scale: first.scale)
        default:
            self.init(
                BlockValues.laid(
                    parts, count: count, { $0.millionths }, missing: IntervalBlock.missing))
        }
    }

    private func isLike(_ other: BlockValues) -> Bool {
        switch (numbers, other.numbers) {
        case (.short, .short), (.middle, .middle), (.long, .long): scale == other.scale
        default: false
        }
    }

    private var shorts: [Int16] {
        if case .short(let values) = numbers { values } else { [] }
    }

    private var middles: [Int32] {
        if case .middle(let values) = numbers { values } else { [] }
    }

    private static func laid<T>(
        _ parts: [Part], count: Int, _ numbers: (BlockValues) -> [T], missing: T
    ) -> [T] {
        var all: [T] = []
        all.reserveCapacity(count)
        for part in parts {
            all.append(contentsOf: repeatElement(missing, count: part.index - all.count))
            all += numbers(part.values)[part.range]
        }
        all.append(contentsOf: repeatElement(missing, count: count - all.count))
        return all
    }
}

/// The same values are equal in whatever width they are.
extension BlockValues: Hashable {
    static func == (a: BlockValues, b: BlockValues) -> Bool {
        guard a.scale == b.scale else { return a.millionths == b.millionths }
        switch (a.numbers, b.numbers) {
        case (.short(let a), .short(let b)): return a == b
        case (.middle(let a), .middle(let b)): return a == b
        default: return a.millionths == b.millionths
        }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(millionths) }
}
