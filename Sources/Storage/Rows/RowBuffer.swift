import Foundation
import Measures

/// Rows of one table, computed on one core to be written on another: an array of numbers, and one
/// of bytes for texts and blobs.
///
/// A text equal to the one above it is stored once, and so are recent texts of days and decimals.
struct RowBuffer: RowSink, Sendable {
    enum Kind: UInt8 { case null, number, text, bytes }

    let table: String
    let columns: [String]
    private(set) var kinds: [UInt8] = []
    /// Numbers, or for texts and blobs their offset in `content` and length.
    private(set) var values: [Int64] = []
    private(set) var content: [UInt8] = []
    /// Recent days and decimals and where their texts are, by the last bits of their numbers.
    private var days = [(day: Day, index: Int64)](repeating: (.openEnd, -1), count: 16)
    private var decimals = [(value: Exact, index: Int64)](repeating: (.zero, -1), count: 64)

    /// With room for `rows` rows, where the number is known.
    init(_ table: String, _ columns: [String], rows: Int = 0) {
        self.table = table
        self.columns = columns
        kinds.reserveCapacity(rows * columns.count)
        values.reserveCapacity(rows * columns.count)
    }

    var count: Int { kinds.count / columns.count }

    mutating func add(_ value: Int64) { add(.number, value) }
    mutating func addNull() { add(.null, 0) }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(.text, UnsafeRawBufferPointer($0)) }
    }

    mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add(.bytes, $0) } }

    mutating func add(_ day: Day) {
        let slot = Int(day.number) & 15
        if days[slot].index < 0 || days[slot].day != day {
            days[slot] = (day, kept(day.description))
        }
        add(.text, days[slot].index)
    }

    mutating func add(_ value: Exact) {
        let slot = Int(truncatingIfNeeded: value.numerator ^ value.numerator >> 7) & 63
        if decimals[slot].index < 0 || decimals[slot].value != value {
            decimals[slot] = (value, kept(value.text))
        }
        add(.text, decimals[slot].index)
    }

    mutating func insert() throws {
        precondition(kinds.count % columns.count == 0, "a row has one value for each column")
    }

    private mutating func add(_ kind: Kind, _ value: Int64) {
        kinds.append(kind.rawValue)
        values.append(value)
    }

    private mutating func add(_ kind: Kind, _ bytes: UnsafeRawBufferPointer) {
        let above = kinds.count - columns.count
        if above >= 0, kinds[above] == kind.rawValue, isEqual(bytes, values[above]) {
            return add(kind, values[above])
        }
        add(kind, kept(bytes))
    }

    private mutating func kept(_ text: String) -> Int64 {
        var text = text
        return text.withUTF8 { kept(UnsafeRawBufferPointer($0)) }
    }

    private mutating func kept(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        let index = RowBuffer.index(content.count, bytes.count)
        content.append(contentsOf: bytes)
        return index
    }

    private func isEqual(_ bytes: UnsafeRawBufferPointer, _ index: Int64) -> Bool {
        let range = RowBuffer.range(index)
        guard range.count == bytes.count else { return false }
        guard let start = bytes.baseAddress else { return true }
        return content.withUnsafeBytes {
            memcmp($0.baseAddress! + range.lowerBound, start, range.count) == 0
        }
    }

    /// Lengths have 24 bits: texts of rows are names or lines of figures.
    private static func index(_ start: Int, _ count: Int) -> Int64 {
        precondition(count < 1 << 24, "a text of a row is shorter than 16 MB")
        return Int64(start) << 24 | Int64(count)
    }

    /// Offset and length of a text or blob in `content`.
    static func range(_ index: Int64) -> Range<Int> {
        let start = Int(index >> 24)
        return start..<start + Int(index & 0xFF_FFFF)
    }
}
