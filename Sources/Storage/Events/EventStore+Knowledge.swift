package import Measures

extension EventStore {
    /// What was known at the end of a business day.
    package func knowledge(on day: Day) throws -> Knowledge {
        let sql = "SELECT max(id) FROM event WHERE business_day <= ?"
        return Knowledge(at: try Int64.fetchOne(db, sql: sql, arguments: ["\(day)"]) ?? 0)
    }

    /// What is known now, as the number of the last event, which can be stored.
    package func knowledgeNow() throws -> Knowledge {
        Knowledge(at: try Int64.fetchOne(db, sql: "SELECT max(id) FROM event") ?? 0)
    }
}
