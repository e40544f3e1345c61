/// A table whose rows are pinned to events: facts, rules and records of control.
struct PinnedTable: Sendable {
    let name: String
    /// Columns that identify a thing.
    let key: [String]
    let columns: [String]
    /// SQL for the event that added a row.
    let event: String
    /// The source after FROM.
    let source: String
    /// Whether rows have `known_from` and `known_to`.
    let isFact: Bool
    let shape: RowShape
    let keyShape: RowShape
    /// The table of facts; nil for rules and records of control.
    let fact: FactTable?

    private init(
        _ name: String, key: [String], columns: [String], event: String,
        from source: String? = nil, isFact: Bool = false, fact: FactTable? = nil
    ) {
        (self.name, self.key, self.event, self.isFact) = (name, key, event, isFact)
        self.source = source ?? name
        self.columns = key + columns
        self.fact = fact
        shape = fact?.shape ?? RowShape(name, self.columns)
        keyShape = RowShape(name, key)
    }

    init(_ table: FactTable) {
        self.init(
            table.name, key: table.key, columns: table.columns, event: "known_from", isFact: true,
            fact: table)
    }

    /// All pinned tables. A new fact table belongs in `FactTable.all`.
    static let all = FactTable.all.map { PinnedTable($0) } + rules + control

    static let tariffVersion = PinnedTable(
        "tariff_version", key: ["code"], columns: ["id", "digest", "file_name", "book"],
        event: "known_from", isFact: true)
    static let policyVersion = PinnedTable(
        "policy_version", key: [], columns: ["id", "digest", "file_name", "policy"],
        event: "known_from", isFact: true)

    private static let rules = [tariffVersion, policyVersion]

    /// Records of control. Rows never change and are few: they are read when their event is sealed.
    static let control = [
        PinnedTable(
            "scheme", key: ["code"],
            columns: ["name", "jurisdiction", "currency", "zone", "contact"], event: "event_id"),
        PinnedTable(
            "import_file", key: ["event_id"],
            columns: ["digest", "kind", "name", "row_count", "accepted", "rejected"],
            event: "event_id"),
        PinnedTable(
            "finding_decision", key: ["finding_id"], columns: ["decision"], event: "event_id"),
        PinnedTable(
            "bill_run", key: ["id"],
            columns: ["through_day", "sla_day", "supply_points", "batches", "rule_version"],
            event: "planned_event"),
        PinnedTable(
            "bill_run_step", key: ["run_id", "step_no"], columns: ["state"], event: "event_id"),
        PinnedTable(
            "bill_run_batch", key: ["run_id", "batch_no"],
            columns: ["first_premises", "last_premises", "supply_points"],
            event: "COALESCE((SELECT planned_event FROM bill_run WHERE bill_run.id = run_id), 0)"),
        PinnedTable(
            "proposal", key: ["event_id"], columns: ["act", "scheme", "effect"], event: "event_id"),
        PinnedTable(
            "proposal_decision", key: ["proposal_id"], columns: ["decision"], event: "event_id"),
        PinnedTable(
            "authority_use", key: ["event_id"],
            columns: ["person_id", "permission", "account_id", "day", "currency", "amount"],
            event: "event_id"),
        PinnedTable(
            "outbox", key: ["id"],
            columns: ["kind", "message_key", "subject", "account_id", "digest"],
            event: "event_id"),
        // Times of jobs that were ended; others are work in hand.
        PinnedTable(
            "job_firing", key: ["job_name", "scheduled_at"],
            columns: ["state", "failures", "said"], event: "event_id",
            from: "(SELECT * FROM job_firing WHERE event_id IS NOT NULL) AS job_firing"),
        PinnedTable(
            "erasure", key: ["event_id", "table_name", "row_key", "known_from", "parts"],
            columns: ["digest"], event: "event_id"),
        PinnedTable(
            "party_erasure", key: ["event_id", "party_id"], columns: ["parts", "again"],
            event: "event_id"),
    ]
}

extension PinnedTable {
    /// All rows with the event that added them and, for facts, the one that ended them, by key.
    var query: String {
        let order = key + (isFact ? ["known_from"] : [])
        let seal = shape.hidden.isEmpty ? [] : ["seal"]
        let names = columns + [event, isFact ? "known_to" : "0"] + seal
        return "SELECT \(names.joined(separator: ", ")) "
            + "FROM \(source) ORDER BY \(order.joined(separator: ", "))"
    }

    /// The rows that an event added.
    var queryOfEvent: String {
        "SELECT \(columns.joined(separator: ", ")) FROM \(source) WHERE \(event) = ?"
    }

    /// How many rows to fetch at a time: fewer where they hold large contents.
    var pieces: Int { columns.contains("content") || columns.contains("book") ? 64 : 4096 }
}
