package import Measures

/// The stored data of one utility inside one transaction. Not to be kept after the block it was
/// handed to returns.
package struct Books {
    let db: Database
    let clock: Clock
    let salts: Salts
    /// The engine, for the rare work that needs a second transaction.
    let engine: any Engine
    /// Digests of what the events of this transaction write; sealed when it is committed.
    let pins = EventPins()
    /// Whether this transaction may link pages and write readings.
    let turn = Turn()
    /// The bulk writer; set while an import runs.
    var many: ManyFacts?

    /// The business day: the utility's today, which only `advance` moves.
    package func businessDay() throws -> Day {
        guard let text = try db.setting("business_day"), let day = Day(text) else {
            throw BrokenRow(what: "the business day")
        }
        return day
    }

    /// The name of the utility.
    package func utilityName() throws -> String { try db.setting("name") ?? "" }
}
