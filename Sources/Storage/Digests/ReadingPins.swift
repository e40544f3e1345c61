import Measures
import Metering

/// The digests of readings that an import writes: the same bytes as `RowShape` makes, without a
/// `DatabaseValue` for each column, as there are millions.
final class ReadingPins {
    let shape: RowShape
    let event: Int64
    private(set) var rows = RowSet()
    private let stretcher = Stretcher()
    private var writer = CanonicalWriter()
    /// Encoded bytes of the last four columns, by the combination of their values.
    private var ends: [UInt64: [UInt8]] = [:]
    private var (day, dayText) = (Day.firstDay, Day.firstDay.description)

    init(_ shape: RowShape, event: Int64) { (self.shape, self.event) = (shape, event) }

    func add(_ reading: Reading) {
        if reading.day != day { (day, dayText) = (reading.day, reading.day.description) }
        writer.clear()
        writer.write(shape.table)
        writer.write(unsigned: shape.mark(0, .int))
        writer.write(reading.registerID)
        writer.write(unsigned: shape.mark(1, .text))
        writer.write(dayText)
        writer.write(unsigned: shape.mark(2, .int))
        writer.write(reading.value.millionths)
        end(of: reading).withUnsafeBytes { writer.write(raw: $0) }
        rows.add(writer.withBytes(SHA256.digest), with: stretcher)
    }

    private func end(of reading: Reading) -> [UInt8] {
        let kind =
            UInt64(reading.roles.rawValue) << 24 | UInt64(reading.source.rawValue) << 16
            | UInt64(reading.method.rawValue) << 8 | UInt64(reading.status.rawValue)
        if let known = ends[kind] { return known }
        let words = [
            reading.roles.word, reading.source.word, reading.method.word, reading.status.word,
        ]
        var writer = CanonicalWriter()
        for (index, word) in words.enumerated() {
            writer.write(unsigned: shape.mark(index + 3, .text))
            writer.write(word)
        }
        ends[kind] = writer.bytes
        return writer.bytes
    }
}
