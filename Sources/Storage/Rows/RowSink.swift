import Measures

/// Takes the columns of derived rows, one value after another.
///
/// Code that derives rows is written once: one sink writes the rows, another compares them with
/// stored ones.
protocol RowSink: ~Copyable {
    mutating func add(_ value: Int64)
    mutating func add(_ text: String)
    mutating func add(_ bytes: [UInt8])
    mutating func add(_ day: Day)
    mutating func add(_ value: Exact)
    mutating func addNull()
    /// Ends the row.
    mutating func insert() throws
}

extension RowSink where Self: ~Copyable {
    mutating func add(_ value: Int) { add(Int64(value)) }
    mutating func add(_ day: Day) { add(day.description) }
    mutating func add(_ value: Exact) { add(value.text) }
    mutating func add(_ quantity: Quantity) { add(quantity.millionths) }
    mutating func add(_ value: Int64?) {
        if let value { add(value) } else { addNull() }
    }
    mutating func add(_ digest: Digest?) {
        if let digest { add(digest.bytes) } else { addNull() }
    }
}
