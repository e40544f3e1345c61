import Access
import Measures

extension ErasureStore {
    /// Parts of events that were erased, as `event 12 reason`.
    func partsOfEvents() throws -> Set<String> {
        let single = try String.fetchSet(
            db, sql: "SELECT subject FROM event WHERE action = ? AND subject <> ''",
            arguments: [EventStore.erasing])
        let among = try records().filter { $0.knownFrom == 0 }.flatMap { record in
            record.parts.map { "event \(record.key) \($0)" }
        }
        return single.union(among)
    }

    /// Events about objects, and events in whose reason or values one of the words stands; without
    /// those of erasing itself, which name nobody.
    func events(of subjects: [Subject], naming words: [String]) throws -> Set<Int64> {
        var found: Set<Int64> = []
        for subject in subjects { found.formUnion(try books.acts.events(of: subject)) }
        let words = Set(words.map { $0.lowercased() }).filter { $0.unicodeScalars.count >= 4 }
        if words.isEmpty { return found.subtracting(try ofErasing()) }
        for sql in ErasureStore.texts {
            let rows = try db.rows(sql, pieces: 4096)
            while let row = try rows.next() {
                let text = (row[1] as String).lowercased()
                if words.contains(where: text.contains) { found.insert(row[0]) }
            }
        }
        return found.subtracting(try ofErasing())
    }

    private func ofErasing() throws -> Set<Int64> {
        try Int64.fetchSet(
            db, sql: "SELECT event_id FROM act_record WHERE permission = ?",
            arguments: [Permission.erasePersonalData.rawValue])
    }

    private static let texts = [
        "SELECT id, reason FROM event WHERE reason <> '' ORDER BY id",
        "SELECT event_id, value FROM act_value WHERE part <> 'machine_user' ORDER BY event_id, part",
    ]

    /// Erases the reasons of events, each with its salt. Returns how many went.
    func eraseReasons(ofEvents ids: Set<Int64>, event: Int64) throws -> Int {
        var count = 0
        for id in ids.sorted() where id != event {
            let sql = "UPDATE event SET reason = '' WHERE id = ? AND reason <> ''"
            guard try db.execute(sql: sql, arguments: [id]) > 0 else { continue }
            try db.execute(
                sql: "UPDATE event_proof SET reason_salt = NULL WHERE event_id = ?",
                arguments: [id])
            try note("event", id, parts: [ErasedPart.reason.rawValue], event: event)
            count += 1
        }
        return count
    }

    /// Erases requests, answers and what was before and afterwards, each with its salt.
    func eraseValues(ofEvents ids: Set<Int64>, event: Int64) throws -> Int {
        var count = 0
        for id in ids.sorted() where id != event {
            let parts = try erasable(id)
            guard !parts.isEmpty else { continue }
            for part in parts {
                try db.execute(
                    sql: "DELETE FROM act_value WHERE event_id = ? AND part = ?",
                    arguments: [id, part.rawValue])
            }
            try note("act_value", id, parts: parts.map(\.name), event: event)
            count += parts.count
        }
        return count
    }

    /// How many reasons and values of the events there are.
    func count(ofEvents ids: Set<Int64>) throws -> (reasons: Int, values: Int) {
        let reasons = try ids.count { try books.events.event($0)?.reason.isEmpty == false }
        return (reasons, try ids.reduce(0) { try $0 + erasable($1).count })
    }

    private func erasable(_ event: Int64) throws -> [ActRecord.Part] {
        try books.acts.storedValues(of: event).keys.filter { $0 != .machineUser }
            .sorted { $0.rawValue < $1.rawValue }
    }

    private func note(_ table: String, _ id: Int64, parts: [String], event: Int64) throws {
        try add(
            ErasureRecord(
                event: event, table: table, key: "\(id)", knownFrom: 0, parts: parts, digest: []))
    }
}
