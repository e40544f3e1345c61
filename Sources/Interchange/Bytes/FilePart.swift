import Glibc

/// Whole lines of a file in memory, and behind them a few bytes that belong to nobody.
///
/// Handed from one core to the next and never used by two at once.
package final class FilePart: @unchecked Sendable {
    /// Number of the first line, from 1.
    package let firstLine: Int
    /// It begins where the file does, or with a line that the lines before do not matter to.
    package let beginsAnew: Bool
    /// The same is true of what comes after it.
    package fileprivate(set) var endsWhole = false
    /// Bytes of the file up to its end, for a progress bar.
    package fileprivate(set) var bytesTaken = 0
    /// Offset of the first byte, counted after decoding to UTF-8.
    let offset: Int
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    fileprivate(set) var count = 0

    init(firstLine: Int, offset: Int, beginsAnew: Bool, capacity: Int) {
        self.firstLine = firstLine
        self.offset = offset
        self.beginsAnew = beginsAnew
        self.capacity = capacity
        base = .allocate(capacity: capacity + LineReader.spare)
    }

    deinit { base.deallocate() }

    /// Line breaks in it.
    var lineBreaks: Int {
        var (breaks, index) = (0, UnsafeMutableRawPointer(base))
        let end = index + count
        while index < end, let found = memchr(index, 10, end - index) {
            (breaks, index) = (breaks + 1, found + 1)
        }
        return breaks
    }

    fileprivate var room: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: base + count, count: capacity - count)
    }

    fileprivate func grow() {
        let larger = UnsafeMutablePointer<UInt8>.allocate(
            capacity: capacity * 2 + LineReader.spare)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }

    /// Where the last line begins that starts with `mark`, but for the first line.
    fileprivate func lastLine(startingWith mark: [UInt8]) -> Int? {
        var index = lastLine(upTo: count - mark.count)
        while let found = index, memcmp(base + found, mark, mark.count) != 0 {
            index = lastLine(upTo: found - 1)
        }
        return index
    }

    /// Where the last line begins that is not whole, or may be.
    fileprivate var lastLine: Int? { lastLine(upTo: count) }

    /// The place behind the last line break that lies before another place.
    private func lastLine(upTo end: Int) -> Int? {
        var index = end
        while index > 0 {
            if base[index - 1] == 10 { return index }
            index -= 1
        }
        return nil
    }
}

/// Cuts a file into parts for several cores: before lines that start with a mark, as far as such
/// lines come. What is longer than four parts is cut at a line break.
///
/// One core asks at a time.
package final class PartReader: @unchecked Sendable {
    private let size: Int
    private let mark: [UInt8]
    private let fill: FillBytes
    private var decoder = Decoder(stated: .utf8)
    private var bytesTaken = 0
    private var next: FilePart?
    private var failure: (any Error)?

    /// - Parameter size: bytes of a part, about.
    package init(size: Int, mark: String, fill: @escaping FillBytes) {
        self.size = max(size, 256)
        self.mark = Array(mark.utf8)
        self.fill = fill
        next = FilePart(firstLine: 1, offset: 0, beginsAnew: true, capacity: self.size)
    }

    /// The next part, or nil at the end. Throws what `LineReader` does when it takes more bytes,
    /// once all parts before are handed out.
    package func read() throws -> FilePart? {
        guard let part = next else { return nil }
        if let failure { throw end(failure) }
        while true {
            do {
                guard try fillUp(part) else { return last(part) }
            } catch {
                guard let index = part.lastLine else { throw end(error) }
                failure = error
                return cut(part, at: index, isWhole: false)
            }
            if let index = part.lastLine(startingWith: mark) {
                return cut(part, at: index, isWhole: true)
            }
            if part.capacity >= 4 * size, let index = part.lastLine {
                return cut(part, at: index, isWhole: false)
            }
            if part.count > LineReader.longest, part.lastLine == nil {
                return cut(part, at: part.count, isWhole: false)
            }
            part.grow()
        }
    }

    /// False once the file has no more.
    private func fillUp(_ part: FilePart) throws -> Bool {
        while part.room.count >= Decoder.minimumRoom {
            let taken: Int
            do {
                taken = try decoder.take(into: part.room, from: fill, bytesTaken: &bytesTaken)
            } catch let wrong as Undecodable {
                throw wrong.refused(line: part.firstLine + part.lineBreaks)
            }
            if taken == 0 { return false }
            part.count += taken
        }
        return true
    }

    private func last(_ part: FilePart) -> FilePart? {
        next = nil
        (part.endsWhole, part.bytesTaken) = (true, bytesTaken)
        return part.count > 0 ? part : nil
    }

    /// What lies behind a place goes over into the next part.
    private func cut(_ part: FilePart, at index: Int, isWhole: Bool) -> FilePart {
        let rest = part.count - index
        part.count = index
        (part.endsWhole, part.bytesTaken) = (isWhole, bytesTaken - rest)
        let after = FilePart(
            firstLine: part.firstLine + part.lineBreaks, offset: part.offset + index,
            beginsAnew: isWhole, capacity: max(size, 2 * rest))
        after.base.update(from: part.base + index, count: rest)
        after.count = rest
        next = after
        return part
    }

    private func end(_ error: any Error) -> any Error {
        next = nil
        return error
    }
}
