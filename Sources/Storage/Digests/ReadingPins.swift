import Measures
import Metering

/// Pins the readings that an import brings, millions of them: the bytes of `RowShape`, without a
/// value made for each column.
final class ReadingPins {
    let event: Int64
    private(set) var rows = RowSet()
    private let stretcher = Stretcher()
    private let shape = FactTable.reading.shape
    private var writer = CanonicalWriter()
    /// The last four columns of readings of a kind.
    private var ends: [UInt64: [UInt8]] = [:]
    private var (day, dayText) = (Day.firstDay, Day.firstDay.description)

    init(_ event: Int64) { self.event = event }

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
