import Interchange

/// Lines of a stream some at a time, so that several may be worked on at once while memory stays
/// bounded.
struct LineChunks {
    struct Chunk: Sendable {
        /// From 1, as people count.
        fileprivate(set) var lines: [(number: Int, bytes: [UInt8])] = []
    }

    /// A premises with hundreds of half-hourly points is one line.
    static let longestLine = 256 << 20
    private static let maximum = (lines: 64, bytes: 512 << 10)

    private let lines: LineReader

    init(_ fill: @escaping FillBytes) {
        lines = LineReader(quotes: false, limit: LineChunks.longestLine, fill: fill)
    }

    /// The next lines that are not blank; nil at the end.
    func next() throws -> Chunk? {
        var (chunk, bytes) = (Chunk(), 0)
        while chunk.lines.count < LineChunks.maximum.lines, bytes < LineChunks.maximum.bytes,
            let line = try lines.next()
        {
            guard line.bytes.contains(where: { $0 != UInt8(ascii: " ") }) else { continue }
            chunk.lines.append((line.number, Array(line.bytes)))
            bytes += line.bytes.count
        }
        return chunk.lines.isEmpty ? nil : chunk
    }
}

extension LineChunks.Chunk {
    /// What is made of each line, and why others were not read.
    func read<Value>(
        _ line: (UnsafeBufferPointer<UInt8>, Int) throws(Rejection) -> Value
    ) -> (values: [Value], rejections: [Rejection]) {
        var (values, rejections): ([Value], [Rejection]) = ([], [])
        for (number, bytes) in lines {
            let read = bytes.withUnsafeBufferPointer { bytes in
                Result { () throws(Rejection) in try line(bytes, number) }
            }
            switch read {
            case .success(let value): values.append(value)
            case .failure(let rejection): rejections.append(rejection)
            }
        }
        return (values, rejections)
    }
}
