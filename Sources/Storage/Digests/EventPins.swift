import Measures

/// The rows that an event added to a table and the facts it ended there.
struct Pin {
    var brought = RowSet()
    var ended = RowSet()
}

/// Collects, while rows are written, the digests of what each event of a transaction adds and ends.
final class EventPins {
    /// Events recorded in this transaction, not sealed yet.
    private(set) var events: [Int64] = []
    private(set) var pins: [Int64: [String: Pin]] = [:]
    private var readings: [ReadingPins] = []
    private var closed: [String: Set<[DatabaseValue]>] = [:]
    private let stretcher = Stretcher()
    private var writer = CanonicalWriter()

    func recorded(_ event: Int64) { events.append(event) }

    /// A separate collector for the readings of an event, which come by the million; `collect` adds
    /// it.
    func ofReadings(_ shape: RowShape, by event: Int64) -> ReadingPins? {
        guard takes(event) else { return nil }
        let readings = ReadingPins(shape, event: event)
        self.readings.append(readings)
        return readings
    }

    /// Adds what separate collectors hold. Called before sealing.
    func collect() {
        for part in readings where part.rows.count > 0 {
            brought(part.rows, in: part.shape.table, by: part.event)
        }
        readings = []
    }

    /// Starts anew once the events are sealed.
    func sealed() { (events, pins, closed, readings) = ([], [:], [:], []) }

    /// Whether rows of the event are pinned: only those of events of this transaction. Estimates
    /// belong to the event at which their run began, and follow from its pages.
    func takes(_ event: Int64) -> Bool { events.contains(event) }

    func brought(_ shape: RowShape, _ values: [DatabaseValue], by event: Int64) {
        guard takes(event) else { return }
        brought(shape.digest(values, with: &writer), in: shape.table, by: event)
    }

    func brought(_ shape: RowShape, _ row: SealedRow, by event: Int64) {
        guard takes(event) else { return }
        let digest = shape.digest(row.values, sealedBy: row.seal, with: &writer)
        brought(digest, in: shape.table, by: event)
    }

    /// Adds a set of rows.
    func brought(_ rows: RowSet, in table: String, by event: Int64) {
        pins[event, default: [:]][table, default: Pin()].brought.add(rows)
    }

    private func brought(_ row: Digest, in table: String, by event: Int64) {
        pins[event, default: [:]][table, default: Pin()].brought.add(row, with: stretcher)
    }

    /// Removes a row that the same event wrote before and now changes.
    func takenBack(_ shape: RowShape, _ row: SealedRow, by event: Int64) {
        guard takes(event) else { return }
        let row = shape.digest(row.values, sealedBy: row.seal, with: &writer)
        pins[event, default: [:]][shape.table, default: Pin()].brought.remove(row, with: stretcher)
    }

    /// Notes that a fact ends without a successor.
    func ended(_ key: RowShape, _ values: [DatabaseValue], by event: Int64) {
        guard takes(event) else { return }
        closed[key.table, default: []].insert(values)
        let row = key.digest(values, with: &writer)
        pins[event, default: [:]][key.table, default: Pin()].ended.add(row, with: stretcher)
    }

    /// Undoes `ended` for a fact that gets a successor in the same transaction.
    func replaced(_ key: RowShape, _ values: [DatabaseValue], by event: Int64) {
        guard takes(event), closed[key.table]?.remove(values) != nil else { return }
        let row = key.digest(values, with: &writer)
        pins[event, default: [:]][key.table, default: Pin()].ended.remove(row, with: stretcher)
    }
}
