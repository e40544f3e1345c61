/// The fields of a line that has quotes, without them. Keeps its room from line to line.
final class UnquotedText {
    private var text: UnsafeMutablePointer<UInt8>
    private var (count, capacity) = (0, 1 << 12)
    private var ends: [Int] = []
    /// Where the last quote opened in the line that was split; its first byte where none did.
    private(set) var opened = 0

    init() { text = .allocate(capacity: capacity) }

    deinit { text.deallocate() }

    /// The fields, or nil where a quote stands inside an unquoted field, or behind a closed one.
    /// They are valid until the next line is split.
    func split(_ line: UnsafeBufferPointer<UInt8>) -> [UnsafeBufferPointer<UInt8>]? {
        makeRoom(for: line.count)
        opened = 0
        ends.removeAll(keepingCapacity: true)
        var at = 0
        repeat {
            guard let comma = field(of: line, from: at) else { return nil }
            ends.append(count)
            at = comma + 1
        } while at <= line.count
        return slices()
    }

    private func makeRoom(for needed: Int) {
        count = 0
        guard needed > capacity else { return }
        text.deallocate()
        capacity = needed * 2
        text = .allocate(capacity: capacity)
    }

    private func append(_ byte: UInt8) {
        text[count] = byte
        count += 1
    }

    /// Copies one field; gives where its comma stands, or the end of the line.
    private func field(of line: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var at = start
        while at < line.count, line[at] == 32 { at += 1 }
        guard at < line.count, line[at] == 34 else { return plain(line, from: start) }
        opened = at
        at += 1
        while at < line.count {
            if line[at] != 34 {
                append(line[at])
            } else if at + 1 < line.count, line[at + 1] == 34 {
                append(34)
                at += 1
            } else {
                return comma(behind: at + 1, in: line)
            }
            at += 1
        }
        return nil
    }

    private func comma(behind quote: Int, in line: UnsafeBufferPointer<UInt8>) -> Int? {
        var at = quote
        while at < line.count, line[at] == 32 { at += 1 }
        return at == line.count || line[at] == 44 ? at : nil
    }

    private func plain(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var at = start
        while at < line.count, line[at] != 44 {
            if line[at] == 34 {
                opened = at
                return nil
            }
            append(line[at])
            at += 1
        }
        return at
    }

    private func slices() -> [UnsafeBufferPointer<UInt8>] {
        var from = 0
        return ends.map { end in
            defer { from = end }
            return UnsafeBufferPointer(start: text + from, count: end - from)
        }
    }
}
