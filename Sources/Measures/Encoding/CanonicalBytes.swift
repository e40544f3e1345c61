/// Writes values as canonical bytes: the same values always give the same bytes.
///
/// Whole numbers are zigzag LEB128, text is its length and its UTF-8, fractions are in
/// lowest terms. What is hashed, chained or replayed is written with this.
package struct CanonicalWriter: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var room: Int
    package private(set) var count = 0

    package init(room: Int = 256) {
        start = .allocate(capacity: room)
        self.room = room
    }

    deinit { start.deallocate() }

    /// What was written so far, as a copy.
    package var bytes: [UInt8] { withBytes { Array($0) } }

    package borrowing func withBytes<Result>(
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        body(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Begins again, in the same memory.
    package mutating func clear() { count = 0 }

    /// Where up to `more` bytes may be written.
    @inline(__always)
    private mutating func end(for more: Int) -> UnsafeMutablePointer<UInt8> {
        if count + more > room { grow(by: more) }
        return start + count
    }

    private mutating func grow(by more: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * (count + more))
        larger.moveInitialize(from: start, count: count)
        start.deallocate()
        (start, room) = (larger, 2 * (count + more))
    }

    /// Bytes as they are, without their count.
    package mutating func write(raw bytes: UnsafeRawBufferPointer) {
        guard let from = bytes.baseAddress else { return }
        UnsafeMutableRawPointer(end(for: bytes.count)).copyMemory(
            from: from, byteCount: bytes.count)
        count += bytes.count
    }

    package mutating func write(unsigned value: UInt64) {
        var (rest, end) = (value, end(for: 10))
        while rest >= 0x80 {
            end.pointee = UInt8(truncatingIfNeeded: rest) | 0x80
            (rest, end) = (rest >> 7, end + 1)
        }
        end.pointee = UInt8(truncatingIfNeeded: rest)
        count = end + 1 - start
    }

    package mutating func write(_ value: Int64) {
        write(unsigned: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    package mutating func write(_ value: Int) { write(Int64(value)) }
    package mutating func write(_ value: Bool) { write(unsigned: value ? 1 : 0) }
    package mutating func write(_ day: Day) { write(Int64(day.number)) }
    package mutating func write(_ money: Money) { write(money.minorUnits) }
    package mutating func write(_ quantity: Quantity) { write(quantity.millionths) }

    package mutating func write(_ period: Period) {
        write(period.start)
        write(period.days)
    }

    package mutating func write(_ text: String) {
        let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { write(counted: $0) }
        if isWritten == nil { Array(text.utf8).withUnsafeBufferPointer { write(counted: $0) } }
    }

    private mutating func write(counted text: UnsafeBufferPointer<UInt8>) {
        write(unsigned: UInt64(text.count))
        write(raw: UnsafeRawBufferPointer(text))
    }

    package mutating func write(_ digest: Digest) { digest.withBytes { write(raw: $0) } }

    package mutating func write(_ value: Exact) {
        let lowest = value.reduced
        write(wide: lowest.numerator)
        write(wide: lowest.denominator)
    }

    private mutating func write(wide value: Int128) {
        if let narrow = Int64(exactly: value) { return write(narrow) }
        var rest = UInt128(bitPattern: (value << 1) ^ (value >> 127))
        var end = end(for: 19)
        while rest >= 0x80 {
            end.pointee = UInt8(truncatingIfNeeded: rest) | 0x80
            (rest, end) = (rest >> 7, end + 1)
        }
        end.pointee = UInt8(truncatingIfNeeded: rest)
        count = end + 1 - start
    }
}

/// Bytes that are not what was promised, with the place.
package struct MalformedBytes: Error, Hashable, Sendable {
    package let offset: Int
    package init(offset: Int) { self.offset = offset }
}

/// Reads what `CanonicalWriter` wrote; anything else is `MalformedBytes`.
package struct CanonicalReader {
    private let bytes: ArraySlice<UInt8>
    package private(set) var offset: Int

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    package init(_ bytes: [UInt8]) { self.init(bytes[...]) }

    package var isAtEnd: Bool { offset == bytes.endIndex }

    package mutating func unsigned() throws(MalformedBytes) -> UInt64 {
        var (value, shift) = (UInt64(0), UInt64(0))
        while true {
            let byte = try self.byte()
            guard shift < 63 || byte <= 1, shift == 0 || byte != 0 else { throw malformed }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    /// Reads past one number of any width.
    package mutating func pass() throws(MalformedBytes) {
        while try byte() >= 0x80 {}
    }

    package mutating func int64() throws(MalformedBytes) -> Int64 {
        let value = try unsigned()
        return Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1)))
    }

    package mutating func int() throws(MalformedBytes) -> Int { Int(try int64()) }

    /// A count of things that take at least one byte each, so that a lie cannot ask for memory.
    package mutating func count() throws(MalformedBytes) -> Int {
        let value = try int64()
        guard value >= 0, value <= Int64(bytes.endIndex - offset) else { throw malformed }
        return Int(value)
    }

    package mutating func bool() throws(MalformedBytes) -> Bool {
        let byte = try self.byte()
        guard byte <= 1 else { throw malformed }
        return byte == 1
    }

    package mutating func day() throws(MalformedBytes) -> Day {
        guard let number = Int32(exactly: try int64()) else { throw malformed }
        return Day(number: number)
    }

    package mutating func period() throws(MalformedBytes) -> Period {
        let start = try day()
        let days = try int64()
        guard days >= 0, days < 4_000_000, start.number < 4_000_000 else { throw malformed }
        return Period(from: start, upTo: start + Int(days))
    }

    package mutating func quantity() throws(MalformedBytes) -> Quantity {
        Quantity(millionths: try int64())
    }

    package mutating func text() throws(MalformedBytes) -> String {
        let length = try unsigned()
        guard length <= UInt64(bytes.endIndex - offset) else { throw malformed }
        let end = offset + Int(length)
        guard let text = String(validating: bytes[offset..<end], as: UTF8.self) else {
            throw malformed
        }
        offset = end
        return text
    }

    package mutating func digest() throws(MalformedBytes) -> Digest {
        guard bytes.endIndex - offset >= 32, let digest = Digest(bytes[offset..<offset + 32])
        else { throw malformed }
        offset += 32
        return digest
    }

    package mutating func exact() throws(MalformedBytes) -> Exact {
        let numerator = try wide()
        let denominator = try wide()
        guard denominator >= 0 else { throw malformed }
        return Exact(numerator, over: denominator)
    }

    private var malformed: MalformedBytes { MalformedBytes(offset: offset) }

    private mutating func byte() throws(MalformedBytes) -> UInt8 {
        guard offset < bytes.endIndex else { throw malformed }
        defer { offset += 1 }
        return bytes[offset]
    }

    private mutating func wide() throws(MalformedBytes) -> Int128 {
        var (value, shift) = (UInt128(0), UInt128(0))
        while true {
            let byte = try self.byte()
            guard shift < 126 || byte <= 3, shift == 0 || byte != 0 else { throw malformed }
            value |= UInt128(byte & 0x7F) << shift
            if byte < 0x80 { return Int128(bitPattern: (value >> 1) ^ (0 &- (value & 1))) }
            shift += 7
        }
    }
}
