package import Measures

/// The books inside one transaction. Never kept beyond the block that was handed them.
package struct Books {
    let db: Database
    let clock: Clock
    let salts: Salts
    /// For what needs a transaction beside this one.
    let engine: any Engine
    /// What is sealed when this transaction is committed.
    let pins = EventPins()
    /// Set while an import runs.
    var many: ManyFacts?

    /// The business day: today, as far as the utility's work is concerned.
    package func businessDay() throws -> Day {
        guard let text = try db.setting("business_day"), let day = Day(text) else {
            throw BrokenRow(what: "the business day")
        }
        return day
    }

    /// The name of the utility.
    package func utilityName() throws -> String { try db.setting("name") ?? "" }
}
