import Measures

/// Why stored bytes are not a block, in order of precedence.
package enum BlockRefused: Error, Hashable, Sendable {
    case tooShort(bytes: Int)
    case unknownVersion(UInt8)
    case unknownWidth(UInt8)
    case scale(UInt8)
    case minutes(Int)
    /// The counts in the header ask for another length.
    case length(bytes: Int, expected: Int)
    case qualityUnknown(UInt8)
    case qualityDoesNotCover(values: Int)
    case missingDisagrees(index: Int)
    case valueOutOfRange(index: Int)
    /// The same values have one form only, and this is another.
    case notCanonical
}

/// The stored form, little endian. The same block always gives the same bytes.
///
///     0   version 1            4  minutes, UInt16       16  values, UInt32
///     1   width 4 or 8         6  zero, UInt16          20  quality runs, UInt32
///     2   scale exponent 0…6   8  start in UTC seconds, Int64
///     3   zero                24  values, then runs (UInt16 count, quality, method)
///
/// A value is stored × 10^exponent millionths; the smallest integer of the width is missing.
/// The exponent is the largest that divides every value, the width the smallest that holds them.
package enum BlockForm {
    package static let version: UInt8 = 1
    package static let header = 24
    package static let longestRun = 65_535
    package static let largestExponent = 6
}

extension IntervalBlock {
    package func encoded() -> [UInt8] {
        let exponent = commonExponent
        let scale = powersOfTen[exponent]
        let isNarrow = isNarrow(scale: scale)
        let stored = storedRuns
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            BlockForm.header + count * (isNarrow ? 4 : 8) + stored.count * 4)
        bytes += [BlockForm.version, isNarrow ? 4 : 8, UInt8(exponent), 0]
        append(UInt16(minutes), to: &bytes)
        append(UInt16(0), to: &bytes)
        append(start.seconds, to: &bytes)
        append(UInt32(count), to: &bytes)
        append(UInt32(stored.count), to: &bytes)
        appendValues(scale: scale, isNarrow: isNarrow, to: &bytes)
        for run in stored {
            append(UInt16(run.count), to: &bytes)
            bytes += [run.flag.quality.rawValue, run.flag.method]
        }
        return bytes
    }

    private func appendValues(scale: Int64, isNarrow: Bool, to bytes: inout [UInt8]) {
        let missing = IntervalBlock.missing
        if isNarrow {
            append(values.map { $0 == missing ? Int32.min : Int32($0 / scale) }, to: &bytes)
        } else {
            append(values.map { $0 == missing ? Int64.min : $0 / scale }, to: &bytes)
        }
    }

    private var commonExponent: Int {
        var exponent = BlockForm.largestExponent
        var scale = powersOfTen[exponent]
        for value in values where value != IntervalBlock.missing {
            while value % scale != 0 {
                exponent -= 1
                scale = powersOfTen[exponent]
            }
        }
        return exponent
    }

    private func isNarrow(scale: Int64) -> Bool {
        var (least, most) = (Int64(0), Int64(0))
        for value in values where value != IntervalBlock.missing {
            least = min(least, value)
            most = max(most, value)
        }
        return least / scale > Int64(Int32.min) && most / scale <= Int64(Int32.max)
    }

    /// Runs cut to what a count of 16 bits holds.
    private var storedRuns: [Run] {
        runs.flatMap { run in
            stride(from: 0, to: run.count, by: BlockForm.longestRun).map {
                Run(min(BlockForm.longestRun, run.count - $0), run.flag)
            }
        }
    }
}

private func append<T: FixedWidthInteger>(_ value: T, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
}

private func append<T: FixedWidthInteger & BitwiseCopyable>(
    _ values: [T], to bytes: inout [UInt8]
) {
    values.map(\.littleEndian).withUnsafeBytes { bytes += $0 }
}

extension IntervalBlock {
    /// Reads the stored form strictly: anything but what `encoded()` writes is refused.
    package init(decoding bytes: [UInt8]) throws(BlockRefused) {
        let result = bytes.withUnsafeBytes { raw in
            Result { () throws(BlockRefused) in
                let stored = try StoredIntervals(raw)
                let block = try stored.block()
                guard try block.isCanonical(in: stored, raw) else { throw .notCanonical }
                return block
            }
        }
        self = try result.get()
    }

    /// Whether `encoded()` would write these bytes, of which this block was read.
    private func isCanonical(
        in stored: StoredIntervals, _ bytes: UnsafeRawBufferPointer
    ) throws(BlockRefused) -> Bool {
        guard bytes[3] == 0, bytes[6] == 0, bytes[7] == 0 else { return false }
        let isLargestScale =
            bytes[2] == BlockForm.largestExponent
            || values.contains { $0 != IntervalBlock.missing && $0 % (stored.scale * 10) != 0 }
        guard isLargestScale, stored.isNarrow || !isNarrow(scale: stored.scale) else {
            return false
        }
        return try storedRuns == stored.runs()
    }
}
