import Customers
import Measures
import Metering
import Supply

/// Checks each stored value: its kind and its range.
struct FactValues {
    private(set) var problems: [String] = []
    /// Values known to be right, by table and column, as most repeat.
    private var known: [String: [String: Set<DatabaseValue>]] = [:]

    /// At most this many problems are named; the pins count the rest.
    private static let maximum = 20

    mutating func look(at row: [DatabaseValue], of table: PinnedTable) {
        let kinds = FactValues.kinds[table.name] ?? [:]
        for (index, column) in table.columns.enumerated() {
            guard let holds = kinds[column] else { continue }
            if known[table.name]?[column]?.contains(row[index]) == true { continue }
            guard holds(row[index]) else { note(column, row[index], in: row, of: table); continue }
            if known[table.name, default: [:]][column, default: []].count < 4096 {
                known[table.name]?[column]?.insert(row[index])
            }
        }
        if let wrong = FactValues.wholeRow(row, table) { note(wrong, nil, in: row, of: table) }
    }

    private mutating func note(
        _ what: String, _ value: DatabaseValue?, in row: [DatabaseValue], of table: PinnedTable
    ) {
        guard problems.count < FactValues.maximum else { return }
        let key = table.key.indices.map { "\(table.key[$0]) \(row[$0])" }
        let described = value.map { "\(what) is \($0)" } ?? what
        problems.append("\(table.name): \(key.joined(separator: ", ")): \(described)")
    }

    private typealias Kind = @Sendable (DatabaseValue) -> Bool

    private static let day: Kind = { $0.text.flatMap { Day($0) } != nil }
    private static let dayOrNone: Kind = { $0 == .null || day($0) }
    private static let some: Kind = { $0.text?.isEmpty == false }
    private static let natural: Kind = { ($0.int ?? -1) >= 0 }

    /// A word of a fixed list, or of those beside it.
    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        of _: Word.Type, or others: Set<String> = []
    ) -> Kind {
        let words = Set(Word.allCases.map(\.rawValue)).union(others)
        return { $0.text.map(words.contains) ?? false }
    }

    private static let kinds: [String: [String: Kind]] = [
        "account": ["opened_on": dayOrNone, "code": some],
        "party": ["code": some],
        "premises": ["code": some],
        "supply_point": [
            "code": some, "commodity": { $0.text.flatMap { Commodity(rawValue: $0) } != nil },
            "cycle": { $0 == .null || $0.text.flatMap { Cycle(rawValue: $0) } != nil },
        ],
        "agreement": ["code": some, "from_day": day, "to_day": day],
        "need": [
            "kind": word(of: NeedKind.self, or: [""]),
            "from_day": day, "to_day": day, "confirmed_on": dayOrNone,
        ],
        "hold": [
            "from_day": day, "to_day": day, "review_on": dayOrNone, "kind": word(of: HoldKind.self),
            "team": word(of: HoldTeam.self),
        ],
        "preference": [
            "purpose": word(of: ContactPurpose.self), "channel": word(of: ContactChannel.self),
            "format": word(of: AccessibleFormat.self),
            "quiet_hours": { $0.text.map { $0.isEmpty || QuietHours($0) != nil } ?? false },
            "from_day": day, "to_day": day,
        ],
        "joint_party": ["from_day": day, "to_day": day],
        "payer": [
            "from_day": day, "to_day": day, "share": { $0.text.flatMap { Exact($0) } != nil },
        ],
        "agent": [
            "kind": word(of: AgentKind.self), "from_day": day, "to_day": day,
            "scopes": { scopes in
                scopes.text?.split(separator: ";", omittingEmptySubsequences: false)
                    .allSatisfy { AgentScope(rawValue: String($0)) != nil } ?? false
            },
        ],
        "property": ["name": some, "from_day": day, "to_day": day],
        "register": [
            "installed_on": day, "removed_on": day,
            "multiplier": { $0.text.flatMap { Exact($0) } != nil },
        ],
        "reading": [
            "day": day, "type": { $0.text.flatMap { ReadRoles(word: $0) } != nil },
            "source": { $0.text.flatMap { Reading.Source(word: $0) } != nil },
            "method": { $0.text.flatMap { Reading.Method(word: $0) } != nil },
            "status": { $0.text.flatMap { Reading.Status(word: $0) } != nil },
            "value": natural,
        ],
        "interval_block": [
            "first_day": day, "month": { $0.text.flatMap { Day($0 + "-01") } != nil },
            "day_count": natural,
        ],
        "scheme": ["currency": { $0.text.flatMap { Currency(rawValue: $0) } != nil }],
        "bill_run": ["through_day": day, "sla_day": day],
    ]

    /// Rules across the columns of a row.
    private static func wholeRow(_ row: [DatabaseValue], _ table: PinnedTable) -> String? {
        func value(_ name: String) -> DatabaseValue {
            table.columns.firstIndex(of: name).map { row[$0] } ?? .null
        }
        switch table.name {
        case "interval_block":
            guard case .bytes(let content) = value("content") else { return "content is none" }
            do {
                let block = try IntervalBlock(decoding: content)
                return value("interval_minutes") == .int(Int64(block.minutes))
                    ? nil : "interval_minutes is not that of its content"
            } catch { return "content is no block: \(error)" }
        case "register":
            guard let dials = value("dials").int, let decimals = value("decimals").int,
                let multiplier = value("multiplier").text.flatMap({ Exact($0) }),
                (try? Dial(dials: Int(dials), decimals: Int(decimals), multiplier: multiplier))
                    != nil
            else { return "dials, decimals and multiplier are no dial" }
            return nil
        default: return nil
        }
    }
}

extension DatabaseValue {
    fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
    fileprivate var int: Int64? { if case .int(let number) = self { number } else { nil } }
}
