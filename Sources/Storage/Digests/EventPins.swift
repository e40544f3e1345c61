import Measures

/// What an event brought to a table and ended there.
struct Pin {
    var brought = RowSet()
    var ended = RowSet()
}

/// What the events of one transaction bring and end, added up while their rows are written.
final class EventPins {
    /// Events recorded in this transaction, not sealed yet.
    private(set) var events: [Int64] = []
    private(set) var pins: [Int64: [String: Pin]] = [:]
    private var readings: [ReadingPins] = []
    private var closed: [String: Set<[DatabaseValue]>] = [:]
    private let stretcher = Stretcher()
    private var writer = CanonicalWriter()

    func recorded(_ event: Int64) { events.append(event) }

    /// Pins the readings of an event that come by themselves; they are asked when it is sealed.
    func ofReadings(by event: Int64) -> ReadingPins? {
        guard takes(event) else { return nil }
        let readings = ReadingPins(event)
        self.readings.append(readings)
        return readings
    }

    /// Adds what came by itself.
    func collect() {
        for part in readings where part.rows.count > 0 {
            brought(part.rows, in: FactTable.reading.name, by: part.event)
        }
        readings = []
    }

    /// All events are sealed; what comes now belongs to others.
    func sealed() { (events, pins, closed, readings) = ([], [:], [:], []) }

    /// Whether what the event brings is pinned to it. What a run estimates belongs to an event of
    /// an earlier transaction, and follows from its pages.
    func takes(_ event: Int64) -> Bool { events.contains(event) }

    func brought(_ shape: RowShape, _ values: [DatabaseValue], by event: Int64) {
        guard takes(event) else { return }
        brought(shape.digest(values, with: &writer), in: shape.table, by: event)
    }

    /// Rows that were added up elsewhere.
    func brought(_ rows: RowSet, in table: String, by event: Int64) {
        pins[event, default: [:]][table, default: Pin()].brought.add(rows)
    }

    private func brought(_ row: Digest, in table: String, by event: Int64) {
        pins[event, default: [:]][table, default: Pin()].brought.add(row, with: stretcher)
    }

    /// A row that the event itself brought has other values now.
    func takenBack(_ shape: RowShape, _ values: [DatabaseValue], by event: Int64) {
        guard takes(event) else { return }
        let row = shape.digest(values, with: &writer)
        pins[event, default: [:]][shape.table, default: Pin()].brought.remove(row, with: stretcher)
    }

    /// A fact ends, and nothing takes its place.
    func ended(_ key: RowShape, _ values: [DatabaseValue], by event: Int64) {
        guard takes(event) else { return }
        closed[key.table, default: []].insert(values)
        let row = key.digest(values, with: &writer)
        pins[event, default: [:]][key.table, default: Pin()].ended.add(row, with: stretcher)
    }

    /// Something takes the place of a fact after all that this transaction ended.
    func replaced(_ key: RowShape, _ values: [DatabaseValue], by event: Int64) {
        guard takes(event), closed[key.table]?.remove(values) != nil else { return }
        let row = key.digest(values, with: &writer)
        pins[event, default: [:]][key.table, default: Pin()].ended.remove(row, with: stretcher)
    }
}
