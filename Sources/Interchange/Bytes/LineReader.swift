import Glibc

/// Puts the next bytes of a file into the buffer and says how many; 0 at the end.
package typealias FillBytes = (UnsafeMutableRawBufferPointer) throws -> Int

/// One line (or quoted record) of a file, without its line break.
///
/// The bytes are valid until the reader is asked for the next line; the byte after the last
/// one is always readable and never a digit.
package struct Line {
    package let bytes: UnsafeBufferPointer<UInt8>
    /// From 1; of a record over several lines, the first.
    package let number: Int
    /// How many lines of the file it takes.
    package let lines: Int
    /// False for a last line that no line break ends: the file may be cut there.
    package let isEnded: Bool
    /// Offset of the line's first byte, counted after decoding to UTF-8.
    package let offset: Int
}

/// Cuts a stream of bytes into lines, in one buffer of bounded size.
///
/// Drops a byte order mark, takes LF and CR LF, decodes UTF-16 (by its mark) and
/// Windows-1252 (when told).
package final class LineReader {
    /// The longest line accepted, in bytes.
    package let limit: Int
    /// Bytes taken from the file so far, for a progress bar.
    package private(set) var bytesTaken = 0

    private let quotes: Bool
    private var decoder: Decoder
    private let fill: FillBytes
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var (start, end) = (0, 0)
    private var (searched, followed, breaksInside) = (0, 0, 0)
    private var (offset, lineBreaks) = (0, 0)
    private var isFinished = false
    private var quoting = Quoting.fieldStart

    /// The part whose lines are read where they lie.
    private let part: FilePart?

    /// Bytes behind the last that can be read.
    static let spare = 16
    /// The longest line of most files, in bytes.
    package static let longest = 1 << 20
    private enum Quoting { case fieldStart, plain, quoted, quoteInQuoted }

    /// - Parameter quotes: whether line breaks inside quoted fields belong to the record.
    package init(
        encoding: TextEncoding = .utf8, quotes: Bool, limit: Int = longest,
        fill: @escaping FillBytes
    ) {
        part = nil
        self.limit = limit
        self.quotes = quotes
        self.fill = fill
        decoder = Decoder(stated: encoding)
        capacity = 1 << 18
        base = .allocate(capacity: capacity + LineReader.spare)
    }

    /// Reads a file that is in memory already.
    package convenience init(
        _ bytes: [UInt8], encoding: TextEncoding = .utf8, quotes: Bool, limit: Int = longest
    ) {
        self.init(encoding: encoding, quotes: quotes, limit: limit, fill: source(of: bytes))
    }

    /// Reads the lines of a part; line breaks in quotes end them as well.
    package init(_ part: FilePart) {
        self.part = part
        (limit, quotes, decoder, fill) = (
            LineReader.longest, false, Decoder(stated: .utf8), { _ in 0 }
        )
        (base, capacity, end, offset) = (part.base, part.capacity, part.count, part.offset)
        (lineBreaks, bytesTaken, isFinished) = (part.firstLine - 1, part.bytesTaken, true)
    }

    deinit { if part == nil { base.deallocate() } }

    /// The next line, or nil at the end. Throws `FileRefused` for a line over the limit or
    /// bytes that are not what the encoding says, and whatever the source of bytes throws.
    package func next() throws -> Line? {
        (searched, followed, breaksInside, quoting) = (0, 0, 0, .fieldStart)
        while true {
            if let lineBreak = nextLineBreak() {
                if lineBreak - start > limit { throw tooLong() }
                if isInsideQuotes(upTo: lineBreak) { continue }
                return line(upTo: lineBreak, ended: true)
            }
            if end - start > limit { throw tooLong() }
            if isFinished { return start == end ? nil : line(upTo: end, ended: false) }
            try refill()
        }
    }

    private func nextLineBreak() -> Int? {
        let from = start + searched
        guard from < end, let found = memchr(base + from, 10, end - from) else { return nil }
        return found - UnsafeMutableRawPointer(base)
    }

    /// Follows the quotes up to a line break; true where the break stands inside a field.
    private func isInsideQuotes(upTo lineBreak: Int) -> Bool {
        guard quotes else { return false }
        let from = start + followed
        searched = lineBreak + 1 - start
        followed = searched
        if quoting != .quoted, memchr(base + from, 34, lineBreak - from) == nil { return false }
        for index in from...lineBreak { quoting = step(quoting, base[index]) }
        guard quoting == .quoted else { return false }
        breaksInside += 1
        return true
    }

    private func step(_ state: Quoting, _ byte: UInt8) -> Quoting {
        switch (state, byte) {
        case (.quoted, 34): return .quoteInQuoted
        case (.quoted, _): return .quoted
        case (.fieldStart, 34), (.quoteInQuoted, 34): return .quoted
        case (_, 44), (.fieldStart, 32): return .fieldStart
        default: return .plain
        }
    }

    private func line(upTo stop: Int, ended: Bool) -> Line {
        var last = stop
        if last > start, base[last - 1] == 13 { last -= 1 }
        if !ended { base[stop] = 10 }
        let bytes = UnsafeBufferPointer(start: UnsafePointer(base + start), count: last - start)
        let line = Line(
            bytes: bytes, number: lineBreaks + 1, lines: breaksInside + 1, isEnded: ended,
            offset: offset)
        lineBreaks += breaksInside + 1
        let next = ended ? stop + 1 : stop
        offset += next - start
        start = next
        return line
    }

    /// Moves the unread rest to the front, and takes more bytes behind it.
    private func refill() throws {
        memmove(base, base + start, end - start)
        (end, start) = (end - start, 0)
        searched = end
        if capacity - end < capacity / 2 { grow() }
        let room = UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
        let taken: Int
        do {
            taken = try decoder.take(into: room, from: fill, bytesTaken: &bytesTaken)
        } catch let wrong as Undecodable {
            throw wrong.refused(line: lineBreaks + 1)
        }
        end += taken
        isFinished = taken == 0
    }

    private func grow() {
        let larger = UnsafeMutablePointer<UInt8>.allocate(
            capacity: capacity * 2 + LineReader.spare)
        larger.update(from: base, count: end)
        base.deallocate()
        base = larger
        capacity *= 2
    }

    private func tooLong() -> FileRefused {
        FileRefused(
            line: lineBreaks + 1, rule: "a line has at most \(limit) bytes",
            advice: quotes
                ? "Look for a quote that is never closed, or for another file format."
                : "Look whether this is a text file with line breaks.")
    }
}

/// Gives out the bytes of an array piece by piece.
package func source(of bytes: [UInt8]) -> FillBytes {
    var taken = 0
    return { room in
        let count = min(room.count, bytes.count - taken)
        bytes.withUnsafeBytes { room.copyMemory(from: .init(rebasing: $0[taken..<taken + count])) }
        taken += count
        return count
    }
}
