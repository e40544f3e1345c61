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
///     0   version 2            4  minutes, UInt16       16  values, UInt32
///     1   width 2, 4 or 8      6  zero, UInt16          20  quality runs, UInt32
///     2   scale exponent 0…6   8  start in UTC seconds, Int64
///     3   zero                24  values, then runs (UInt16 count, quality, method)
///
/// A value is stored × 10^exponent millionths; the smallest integer of the width is missing.
/// The exponent is the largest that divides every value, the width the smallest that holds them.
/// Version 1, which is read as well, knew no width of 2.
package enum BlockForm {
    package static let version: UInt8 = 2
    package static let header = 24
    package static let longestRun = 65_535
    package static let largestExponent = 6

    /// Bytes of a value of each version, the smallest first.
    static func widths(_ version: UInt8) -> [UInt8]? {
        switch version {
        case 1: [4, 8]
        case 2: [2, 4, 8]
        default: nil
        }
    }
}

extension IntervalBlock {
    package func encoded() -> [UInt8] {
        let form = StoredForm(values)
        let stored = storedRuns
        var bytes: [UInt8] = []
        bytes.reserveCapacity(BlockForm.header + count * form.width + stored.count * 4)
        bytes += [BlockForm.version, UInt8(form.width), UInt8(form.exponent), 0]
        bytes.append(littleEndian: [UInt16(minutes)])
        bytes.append(littleEndian: [UInt16(0)])
        bytes.append(littleEndian: [start.seconds])
        bytes.append(littleEndian: [UInt32(count)])
        bytes.append(littleEndian: [UInt32(stored.count)])
        form.append(to: &bytes)
        for run in stored {
            bytes.append(littleEndian: [UInt16(run.count)])
            bytes += [run.flag.quality.rawValue, run.flag.method]
        }
        return bytes
    }

    /// Runs cut to what a count of 16 bits holds.
    private var storedRuns: [Run] {
        guard runs.contains(where: { $0.count > BlockForm.longestRun }) else { return runs }
        return runs.flatMap { run in
            stride(from: 0, to: run.count, by: BlockForm.longestRun).map {
                Run(min(BlockForm.longestRun, run.count - $0), run.flag)
            }
        }
    }
}

extension [UInt8] {
    mutating func append<T: FixedWidthInteger & BitwiseCopyable>(littleEndian values: [T]) {
        guard T(1).littleEndian == 1 else {
            return values.map(\.littleEndian).withUnsafeBytes { self += $0 }
        }
        values.withUnsafeBytes { self += $0 }
    }
}

extension IntervalBlock {
    /// Reads the stored form strictly: anything but what `encoded()` writes is refused.
    package init(decoding bytes: [UInt8]) throws(BlockRefused) {
        let result = bytes.withUnsafeBytes { raw in
            Result { () throws(BlockRefused) in try IntervalBlock(decoding: raw) }
        }
        self = try result.get()
    }

    /// Reads the stored form where it lies, as strictly.
    package init(decoding bytes: UnsafeRawBufferPointer) throws(BlockRefused) {
        let stored = try StoredIntervals(bytes)
        self = try stored.block()
        guard try isCanonical(in: stored, bytes) else { throw .notCanonical }
    }

    /// Whether `encoded()` would write these bytes, of which this block was read.
    private func isCanonical(
        in stored: StoredIntervals, _ bytes: UnsafeRawBufferPointer
    ) throws(BlockRefused) -> Bool {
        guard bytes[3] == 0, bytes[6] == 0, bytes[7] == 0, stored.isShortest else { return false }
        return try storedRuns == stored.runs()
    }
}
