package import Measures

/// What an event records: who did what to what, and why.
package struct EventDraft: Sendable, Hashable {
    package let actor: String
    /// The act's name, such as `import-readings` or `run-released`.
    package let action: String
    /// The object: a file's name, a run, an account.
    package let subject: String
    package let reason: String
    /// Idempotency key: an act with a key that was used is not done again (design 1.9).
    package let key: String?
    /// Nil for the installation's business day.
    package let day: Day?

    package init(
        _ action: String, of subject: String, by actor: String, because reason: String = "",
        key: String? = nil, on day: Day? = nil
    ) {
        self.actor = actor
        self.action = action
        self.subject = subject
        self.reason = reason
        self.key = key
        self.day = day
    }
}

/// A recorded event. Never changed, never deleted.
package struct Event: Sendable, Hashable {
    package let id: Int64
    /// ISO 8601 in UTC.
    package let recordedAt: String
    package let businessDay: Day
    package let actor: String
    package let action: String
    package let subject: String
    package let reason: String
    package let key: String?
}

extension EventStore {
    /// Records an event in the transaction of the change itself, and returns its number.
    ///
    /// Throws `EventRefused` for a key that was used, or a day before the last event's.
    package func record(_ act: EventDraft) throws -> Int64 {
        try check(act)
        try db.waitForEventOrder()
        if let key = act.key, let done = try event(withKey: key) {
            throw EventRefused.alreadyDone(key: key, event: done.id)
        }
        let day = try act.day ?? books.businessDay()
        let last = try lastEvent()
        if let last, day < last.businessDay {
            throw EventRefused.dayGoesBack(from: last.businessDay, to: day)
        }
        let id = (last?.id ?? 0) + 1
        try db.execute(
            sql: """
                INSERT INTO event (id, recorded_at, business_day, actor, action, subject,
                  reason, idempotency_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, clock.now().stamp, "\(day)", act.actor, act.action, act.subject.shown,
                act.reason,
                act.key,
            ])
        pins.recorded(id)
        return id
    }

    /// Checks the actor, the texts (one line of bounded length) and the day.
    private func check(_ act: EventDraft) throws {
        guard !act.actor.isEmpty else { throw EventRefused.nobodyActs }
        try EventRefused.check(act.actor, "The name of who does it (--as)", atMost: 200)
        try EventRefused.check(act.reason, "The reason", atMost: 1000)
        try EventRefused.check(Zone.utc.day(of: clock.now()))
    }

    /// Sets the idempotency key of an event of this transaction, where it is known only at the end.
    /// Throws `EventRefused` for a key that was used.
    package func record(key: String, of event: Int64) throws {
        if let done = try self.event(withKey: key) {
            throw EventRefused.alreadyDone(key: key, event: done.id)
        }
        try db.execute(
            sql: "UPDATE event SET idempotency_key = ? WHERE id = ?", arguments: [key, event])
    }

    /// The event that used the key, where one did.
    package func event(withKey key: String) throws -> Event? {
        try events("WHERE idempotency_key = ?", [key]).first
    }

    /// Whether a business day was closed.
    package func isClosed(_ day: Day) throws -> Bool {
        let sql = "SELECT 1 FROM event WHERE business_day = ? AND action = 'day-closed' LIMIT 1"
        return try Int64.fetchOne(db, sql: sql, arguments: ["\(day)"]) != nil
    }

    package func event(_ id: Int64) throws -> Event? { try events("WHERE id = ?", [id]).first }

    package func lastEvent() throws -> Event? {
        try events("WHERE id = (SELECT max(id) FROM event)", []).first
    }

    /// The last events, newest first.
    package func events(last count: Int) throws -> [Event] {
        try events("ORDER BY id DESC LIMIT ?", [count])
    }

    private func events(_ rest: String, _ arguments: StatementArguments) throws -> [Event] {
        let columns = """
            id, recorded_at, business_day, actor, action, subject, reason, idempotency_key
            """
        return try Row.fetchAll(
            db, sql: "SELECT \(columns) FROM event " + rest, arguments: arguments
        ).map { row in
            Event(
                id: row[0], recordedAt: row[1], businessDay: try row.day(2), actor: row[3],
                action: row[4], subject: row[5], reason: row[6], key: row[7])
        }
    }

    /// Moves the business day on and records the event; does nothing where it is that day already.
    /// Throws `EventRefused` for an earlier day.
    package func moveBusinessDay(to day: Day, by actor: String) throws {
        let from = try books.businessDay()
        guard day != from else { return }
        try checkBusinessDay(movingTo: day)
        try setBusinessDay(to: day)
        _ = try record(
            EventDraft("day-set", of: "\(day)", by: actor, because: "was \(from)", on: day))
    }

    /// Refuses a day before the present one, and one on which no utility works.
    package func checkBusinessDay(movingTo day: Day) throws {
        let from = try books.businessDay()
        guard day >= from else { throw EventRefused.dayGoesBack(from: from, to: day) }
        try EventRefused.check(day)
    }

    /// Sets it in the transaction of the event that says so.
    package func setBusinessDay(to day: Day) throws {
        try db.setSetting("business_day", to: "\(day)")
    }
}
