package import Measures

/// A view of a stored block that copies nothing: the header is checked, the values stay where
/// they are. For adding up many blocks; valid only while the bytes it was made of are.
package struct StoredIntervals {
    package let start: Instant
    package let minutes: Int
    package let count: Int
    /// A stored value times this is millionths of the unit.
    package let scale: Int64
    /// Bytes of a value: 2, 4 or 8.
    package let width: Int
    let runCount: Int
    @usableFromInline let bytes: UnsafeRawBufferPointer

    /// Checks version, lengths and runs; not each value.
    package init(_ bytes: UnsafeRawBufferPointer) throws(BlockRefused) {
        guard bytes.count >= BlockForm.header else { throw .tooShort(bytes: bytes.count) }
        guard let widths = BlockForm.widths(bytes[0]) else { throw .unknownVersion(bytes[0]) }
        guard widths.contains(bytes[1]) else { throw .unknownWidth(bytes[1]) }
        guard bytes[2] <= BlockForm.largestExponent else { throw .scale(bytes[2]) }
        minutes = Int(StoredIntervals.load(UInt16.self, from: bytes, at: 4))
        guard IntervalBlock.lengths.contains(minutes) else { throw .minutes(minutes) }
        self.bytes = bytes
        width = Int(bytes[1])
        scale = powersOfTen[Int(bytes[2])]
        start = Instant(seconds: StoredIntervals.load(Int64.self, from: bytes, at: 8))
        count = Int(StoredIntervals.load(UInt32.self, from: bytes, at: 16))
        runCount = Int(StoredIntervals.load(UInt32.self, from: bytes, at: 20))
        let expected = BlockForm.header + count * width + runCount * 4
        guard bytes.count == expected else {
            throw .length(bytes: bytes.count, expected: expected)
        }
        try checkRuns()
        guard start.seconds.magnitude < 1 << 48 else { throw .notCanonical }
    }

    @usableFromInline static func load<T: FixedWidthInteger & BitwiseCopyable>(
        _ type: T.Type, from bytes: UnsafeRawBufferPointer, at offset: Int
    ) -> T {
        T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
    }

    private func checkRuns() throws(BlockRefused) {
        var covered = 0
        for index in 0..<runCount {
            let run = try run(index)
            covered += run.count
        }
        guard covered == count else { throw .qualityDoesNotCover(values: count) }
    }

    private func run(_ index: Int) throws(BlockRefused) -> IntervalBlock.Run {
        let offset = BlockForm.header + count * width + index * 4
        let length = Int(StoredIntervals.load(UInt16.self, from: bytes, at: offset))
        guard let quality = Quality(rawValue: bytes[offset + 2]) else {
            throw .qualityUnknown(bytes[offset + 2])
        }
        return IntervalBlock.Run(length, QualityFlag(quality, method: bytes[offset + 3]))
    }

    /// The runs of quality in order.
    package func runs() throws(BlockRefused) -> [IntervalBlock.Run] {
        var runs: [IntervalBlock.Run] = []
        for index in 0..<runCount { runs.append(try run(index)) }
        return runs
    }

    /// The worst quality, from the runs alone; missing of an empty block.
    package var quality: Quality {
        var worst = count == 0 ? Quality.missing : .actual
        for index in 0..<runCount {
            if let run = try? run(index) { worst = .worst(worst, run.flag.quality) }
        }
        return worst
    }

    /// The stored value at `index`, before `scale`; nil where it is missing.
    @inlinable package subscript(index: Int) -> Int64? {
        precondition(index >= 0 && index < count, "an interval of the block")
        let offset = 24 + index * width
        switch width {
        case 2: return present(Int16.self, offset)
        case 4: return present(Int32.self, offset)
        default: return present(Int64.self, offset)
        }
    }

    @usableFromInline func present<T: FixedWidthInteger & BitwiseCopyable>(
        _ type: T.Type, _ offset: Int
    ) -> Int64? {
        let value = StoredIntervals.load(type, from: bytes, at: offset)
        return value == .min ? nil : Int64(value)
    }

    /// The values as they lie in memory, for loops that add up millions; missing is the smallest
    /// number of the type. Nil where they are of another width, or lie on an odd address.
    package func withValues<Value: FixedWidthInteger & BitwiseCopyable, Result>(
        as type: Value.Type, _ body: (UnsafeBufferPointer<Value>) throws -> Result
    ) rethrows -> Result? {
        guard width == MemoryLayout<Value>.size,
            let base = bytes.baseAddress?.advanced(by: BlockForm.header),
            Int(bitPattern: base) % width == 0
        else { return nil }
        return try body(
            UnsafeBufferPointer(start: base.assumingMemoryBound(to: Value.self), count: count))
    }

    /// The whole block as a value, each number checked.
    package func block() throws(BlockRefused) -> IntervalBlock {
        let values = try wholeValues()
        do {
            return try IntervalBlock(
                start: start, minutes: minutes, values, runs: try runs())
        } catch let refused as IntervalsRefused {
            throw StoredIntervals.named(refused, count)
        } catch {
            throw .notCanonical
        }
    }

    private func wholeValues() throws(BlockRefused) -> BlockValues {
        switch width {
        case 2: return BlockValues(numbers(of: Int16.self), scale: scale)
        case 4: return BlockValues(numbers(of: Int32.self), scale: scale)
        default: break
        }
        var values: [Int64] = []
        values.reserveCapacity(count)
        for index in 0..<count {
            guard let stored = self[index] else {
                values.append(IntervalBlock.missing)
                continue
            }
            let (value, overflow) = stored.multipliedReportingOverflow(by: scale)
            guard !overflow, value != IntervalBlock.missing else {
                throw .valueOutOfRange(index: index)
            }
            values.append(value)
        }
        return BlockValues(values)
    }

    private func numbers<T: FixedWidthInteger & BitwiseCopyable>(of type: T.Type) -> [T] {
        [T](unsafeUninitializedCapacity: count) { room, filled in
            for index in 0..<count { room.initializeElement(at: index, to: stored(type, index)) }
            filled = count
        }
    }

    private func stored<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type, _ index: Int) -> T {
        StoredIntervals.load(
            T.self, from: bytes, at: BlockForm.header + index * MemoryLayout<T>.size)
    }

    private static func named(_ refused: IntervalsRefused, _ count: Int) -> BlockRefused {
        if case .missingDisagrees(let index) = refused { return .missingDisagrees(index: index) }
        return .qualityDoesNotCover(values: count)
    }
}

extension StoredIntervals {
    /// Whether no larger power of ten divides all values, and no smaller width holds them.
    var isShortest: Bool {
        switch width {
        case 2: isShortest(Int16.self, isNarrowest: true) { _ in false }
        case 4:
            isShortest(Int32.self, isNarrowest: bytes[0] == 1) {
                $0 <= Int32(Int16.min) || $0 > Int32(Int16.max)
            }
        default:
            isShortest(Int64.self, isNarrowest: false) {
                $0 <= Int64(Int32.min) || $0 > Int64(Int32.max)
            }
        }
    }

    /// - Parameter isWide: whether a value needs this width.
    private func isShortest<T: FixedWidthInteger & BitwiseCopyable>(
        _ type: T.Type, isNarrowest: Bool, _ isWide: (T) -> Bool
    ) -> Bool {
        var isScaled = scale == powersOfTen[BlockForm.largestExponent]
        var isNeeded = isNarrowest
        for index in 0..<count where !(isScaled && isNeeded) {
            let value = stored(type, index)
            guard value != .min, value != 0 else { continue }
            isScaled = isScaled || value % 10 != 0
            isNeeded = isNeeded || isWide(value)
        }
        return isScaled && isNeeded
    }
}
