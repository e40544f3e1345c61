import Measures

/// The pins of all events, computed from the tables in one scan of each.
final class PinsFound {
    private var pins: [Int64: [String: Pin]] = [:]
    /// Events that began a calculation: their readings are estimates.
    let estimating: Set<Int64>
    private let stretcher = Stretcher()
    private var writer = CanonicalWriter()

    /// A row with the event that brought it and the digest with which it counts in its pin.
    struct Found {
        let table: PinnedTable
        let row: SealedRow
        let event: Int64
        let digest: Digest
    }

    /// `look` gets every row.
    init(_ books: Books, look: (Found) throws -> Void = { _ in }) throws {
        estimating = try Int64.fetchSet(
            books.db, sql: "SELECT event_id FROM bill_run_step WHERE state = 'calculating'")
        for table in PinnedTable.all {
            try books.db.withFewPages { try add(table, from: books, look) }
        }
    }

    private func add(
        _ table: PinnedTable, from books: Books, _ look: (Found) throws -> Void
    ) throws {
        let width = table.columns.count
        let rows = try books.db.rows(table.query, pieces: table.pieces)
        var last: (key: [DatabaseValue], to: Int64)?
        while let row = try rows.next() {
            let values = (0..<width).map { row.value($0) }
            let (from, to): (Int64, Int64) = (row[width], row[width + 1])
            let sealed =
                try table.fact?.sealed(row, values, sealAt: width + 2)
                ?? SealedRow(values: values, seal: nil, isSealable: false)
            let digest = table.shape.digest(values, sealedBy: sealed.seal, with: &writer)
            try look(Found(table: table, row: sealed, event: from, digest: digest))
            if !isEstimate(table, from) { bring(digest, to: table.name, by: from) }
            guard table.isFact else { continue }
            let key = Array(values.prefix(table.key.count))
            if let last, last.key != key || last.to != from { end(last, table) }
            last = to == Dialect.stillKnown ? nil : (key, to)
        }
        if let last { end(last, table) }
    }

    /// Estimates are compared with pages, not pinned.
    func isEstimate(_ table: PinnedTable, _ event: Int64) -> Bool {
        table.name == FactTable.reading.name && estimating.contains(event)
    }

    private func bring(_ row: Digest, to table: String, by event: Int64) {
        pins[event, default: [:]][table, default: Pin()].brought.add(row, with: stretcher)
    }

    /// Notes a fact that ended without a successor.
    private func end(_ last: (key: [DatabaseValue], to: Int64), _ table: PinnedTable) {
        let row = table.keyShape.digest(last.key, with: &writer)
        pins[last.to, default: [:]][table.name, default: Pin()].ended.add(row, with: stretcher)
    }

    func pins(of event: Int64) -> [StoredPin] {
        (pins[event] ?? [:]).map { StoredPin($0, $1) }
    }

    var events: some Sequence<Int64> { pins.keys }
}
