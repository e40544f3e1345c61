package import Access
import Customers
import Interchange
package import Measures
package import Storage

/// Adds a dated fact of a party or an account, or changes the one that starts on the same day. Its
/// fields are those of a row of its file.
package struct AddRecord: ConcurrentAct {
    package static let name = "add-record"
    package static let permission = Permission.keepCustomerRecords
    package static let needsReason = true
    package let kind: RecordKind
    package let fields: [String: String]

    package init(_ kind: RecordKind, _ fields: [String: String]) {
        self.kind = kind
        self.fields = fields
    }

    package var rows: ProjectionScope { .none }

    package func object(in books: Books) -> Subject { kind.subject(owner) }

    private var owner: String { fields[kind.isOfAccount ? "account_id" : "customer_id"] ?? "" }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Int64> {
        try kind.accept(Adding(act: self, caller: caller, books: books))
    }

    private struct Adding: RecordVisitor {
        typealias Outcome = Decision<Int64>

        let act: AddRecord
        let caller: Caller
        let books: Books

        func visit<Row: RecordRow>(
            _: Row.Type, _ place: RecordPlace<Row.Record>
        ) throws -> Decision<Int64> {
            let row: Row = try act.row()
            let record = try record(row, place)
            let (subject, store) = (act.kind.subject(row.owner), place.store)
            let before = try store(books).record(record.id)
            if let before { try books.refuseUnseen(before, to: caller) }
            if before == record { return .unchanged(subject, record.id) }
            let event = before == nil ? "added" : "changed"
            var decision = Decision<Int64>(event: "\(act.kind.rawValue)-\(event)", of: subject) {
                books, event in
                _ = try store(books).put(record, event: event)
                try store(books).settle()
                return record.id
            }
            decision.before = before.map { $0.days }
            decision.after = record.days
            return decision
        }

        private func record<Row: RecordRow>(
            _ row: Row, _ place: RecordPlace<Row.Record>
        ) throws -> Row.Record {
            let taker = try RecordTaker<Row>(books, place, event: 0)
            switch try taker.placed(row) {
            case .success(let record): return record
            case .failure(let wrong):
                let column = (wrong.field as? Row.Column)?.name ?? ""
                throw RecordRowRefused(wrong.rejection(0, column))
            }
        }
    }

    /// Reads the fields as a file of one row.
    private func row<Row: RecordRow>() throws -> Row {
        let names = fields.keys.sorted()
        let values = names.map { name in
            "\"" + (fields[name] ?? "").replacing("\"", with: "\"\"") + "\""
        }
        let file = names.joined(separator: ",") + "\n" + values.joined(separator: ",") + "\n"
        switch try RowReader<Row>(Array(file.utf8)).next() {
        case .row(let row, _): return row
        case .rejected(let rejections): throw RecordRowRefused(rejections[0])
        case nil: throw RecordRowRefused.nothing
        }
    }
}

/// Ends a dated fact: it holds up to, not including, a day. Ended before it began, it is taken back.
package struct EndRecord: ConcurrentAct {
    package static let name = "end-record"
    package static let permission = Permission.keepCustomerRecords
    package static let needsReason = true
    package let kind: RecordKind
    package let number: Int64
    /// The first day without it; nil for today.
    package let on: Day?

    package init(_ kind: RecordKind, _ number: Int64, on: Day? = nil) {
        self.kind = kind
        self.number = number
        self.on = on
    }

    package var rows: ProjectionScope { .none }

    package func object(in books: Books) throws -> Subject {
        try kind.accept(Owning(act: self, books: books))
    }

    private struct Owning: RecordVisitor {
        typealias Outcome = Subject

        let act: EndRecord
        let books: Books

        func visit<Row: RecordRow>(
            _: Row.Type, _ place: RecordPlace<Row.Record>
        ) throws -> Subject {
            guard let record = try place.store(books).record(act.number) else {
                throw RecordRowRefused.unknown(act.kind, act.number)
            }
            return try books.subject(act.kind, owner: record.owner)
        }
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Int64> {
        try kind.accept(Ending(act: self, caller: caller, books: books))
    }

    private struct Ending: RecordVisitor {
        typealias Outcome = Decision<Int64>

        let act: EndRecord
        let caller: Caller
        let books: Books

        func visit<Row: RecordRow>(
            _: Row.Type, _ place: RecordPlace<Row.Record>
        ) throws -> Decision<Int64> {
            let (record, day) = try record(place)
            try books.refuseUnseen(record, to: caller)
            let before = record.period
            var ended = record
            if day > before.start { ended.period = Period(from: before.start, upTo: day) }
            let (kept, store) = (day > before.start ? ended : nil, place.store)
            var decision = Decision<Int64>(
                event: "\(act.kind.rawValue)-ended",
                of: try books.subject(act.kind, owner: record.owner)
            ) { books, event in
                if let kept {
                    _ = try store(books).put(kept, event: event)
                } else {
                    _ = try store(books).takeBack(record.id, event: event)
                }
                return record.id
            }
            decision.before = record.days
            decision.after = ["number": .int(act.number), "up to": .day(day)]
            return decision
        }

        private func record<Record: DatedRecord>(
            _ place: RecordPlace<Record>
        ) throws -> (Record, Day) {
            guard let record = try place.store(books).record(act.number) else {
                throw RecordRowRefused.unknown(act.kind, act.number)
            }
            let day = try act.on ?? books.businessDay()
            guard day < record.period.end else {
                throw RecordRowRefused.ended(act.kind, act.number, record.period.end)
            }
            return (record, day)
        }
    }
}

extension RecordKind {
    /// The party or account of a code.
    fileprivate func subject(_ code: String) -> Subject {
        Subject(isOfAccount ? .account : .party, code)
    }
}

extension DatedRecord {
    /// What an event keeps of it: nothing personal.
    fileprivate var days: JSONValue {
        ["number": .int(id), "from": .day(period.start), "up to": .day(period.end)]
    }
}

extension Books {
    /// Nobody changes or ends what they may not see (rule H6.6).
    fileprivate func refuseUnseen(_ record: some DatedRecord, to caller: Caller) throws {
        guard try record.recordClass > classSeen(by: caller) else { return }
        throw AccessRefused.notAllowed(who: caller.name, .readProtected)
    }

    fileprivate func subject(_ kind: RecordKind, owner: Int64) throws -> Subject {
        let code =
            kind.isOfAccount
            ? try customers.account(owner)?.code : try customers.party(owner)?.code
        return kind.subject(code ?? "\(owner)")
    }
}

/// Why a dated fact is not added or ended.
package enum RecordRowRefused: Error, Hashable, Sendable {
    case field(name: String, value: String, rule: String, advice: String)
    case nothing
    case unknown(RecordKind, Int64)
    case unknownAccount(String)
    case ended(RecordKind, Int64, Day)

    init(_ rejection: Rejection) {
        self = .field(
            name: rejection.field, value: rejection.value, rule: rejection.rule,
            advice: rejection.advice)
    }
}
