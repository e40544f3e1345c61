import Access
import Measures
import Storage

/// One transaction of a journey that takes several, such as the calculation of a run: allowed as an
/// act is, with events that keep who and to what. What the journey answers is not kept; it goes on
/// where it was interrupted.
struct JourneyStep {
    let books: Books
    let door: Door
    let permission: Permission

    /// Records what was done in this transaction.
    func record(
        _ action: String, of subject: Subject, because reason: String = "", key: String? = nil
    ) throws -> Int64 {
        let event = try books.events.record(
            EventDraft(action, of: subject.text, by: door.caller.name, because: reason, key: key))
        try keep(event, subject)
        return event
    }

    private func keep(_ event: Int64, _ subject: Subject) throws {
        var values: [ActRecord.Part: String] = [:]
        values[.machineUser] = door.machineUser
        try books.acts.keep(
            ActRecord(
                event: event, caller: door.caller.identity, subject: subject,
                permission: permission, values: values))
    }
}

extension Door {
    /// Takes a step in one transaction of its own. Throws the first refusal, with nothing changed.
    func step<T>(
        _ permission: Permission, in scheme: String? = nil, isDryRun: Bool = false,
        rows: ProjectionScope = .all, _ body: (JourneyStep) throws -> T
    ) throws -> T {
        try installation.change(isDryRun: isDryRun, rows: rows) { books in
            try books.allow(caller, permission, in: scheme)
            return try body(JourneyStep(books: books, door: self, permission: permission))
        }
    }

    /// Writes what follows from a step that is on record: pages of a run that was started, bills of
    /// a release that has begun. It decides nothing and records no event.
    func follow<T>(rows: ProjectionScope = .none, _ body: (Books) throws -> T) throws -> T {
        try installation.write(rows: rows, body)
    }

    /// The same for one item after another, in transactions between which acts of others pass.
    func follow<Item>(inSlices items: [Item], _ body: (Item, Books) throws -> Void) throws {
        try installation.write(inSlices: items, body)
    }
}
