import Customers
import Interchange
import Measures
import Storage

/// Where records of a kind are stored, and whether a party or an account owns them.
struct RecordPlace<Record: DatedRecord> {
    let isOfAccount: Bool
    /// Whether those of all accounts of the party are looked at together (rule G3.3).
    var isOfParty = false
    let store: (Books) -> RecordStore<Record>
}

/// Takes records one after the other; the rule room says whether each can stand.
final class RecordTaker<Row: RecordRow> {
    private typealias Owner = (id: Int64, party: Int64)

    private let books: Books
    private let place: RecordPlace<Row.Record>
    private let store: RecordStore<Row.Record>
    private let event: Int64
    private let erased: [Int64: Int64]
    private var owners: [String: Owner] = [:]
    private var parties: [String: Int64] = [:]
    private var nextID: Int64

    init(_ books: Books, _ place: RecordPlace<Row.Record>, event: Int64) throws {
        (self.books, self.place, self.event) = (books, place, event)
        store = place.store(books)
        erased = try books.erasures.eventsByParty()
        nextID = try store.lastNumber() + 1
    }

    /// The record of a row with its number, if it can stand.
    func placed(_ row: Row) throws -> Result<Row.Record, RowWrong> {
        guard let (owner, party) = try owner(row.owner) else {
            return unknown(Row.ownerColumn, row.owner)
        }
        if let event = erased[party] { return gone(Row.ownerColumn, row.owner, by: event) }
        var other: Int64 = 0
        if let column = Row.otherColumn, let code = row.other {
            guard let id = try self.party(code) else { return unknown(column, code) }
            if id == party { return wrong(column, code, because: .sameParty) }
            if let event = erased[id] { return gone(column, code, by: event) }
            other = id
        }
        return try placed(row.record(id: nextID, owner: owner, other: other), party)
    }

    func keep(_ record: Row.Record) throws -> FactChange {
        nextID = max(nextID, record.id + 1)
        return try store.put(record, event: event)
    }

    private func placed(
        _ record: Row.Record, _ party: Int64
    ) throws -> Result<Row.Record, RowWrong> {
        var record = record
        let others = try others(of: record.owner, party)
        let same = others.first {
            record.excludes($0) && $0.period.start == record.period.start
        }
        if let same { record.id = same.id }
        if let reason = record.refusal(beside: others) {
            return refused(reason, record)
        }
        return .success(record)
    }

    private func others(of owner: Int64, _ party: Int64) throws -> [Row.Record] {
        guard place.isOfParty else { return try store.of(owner) }
        return try books.customers.accounts(ofParty: party).flatMap { try store.of($0.id) }
    }

    private func owner(_ code: String) throws -> Owner? {
        if let known = owners[code] { return known }
        let found: Owner? =
            place.isOfAccount
            ? try books.customers.account(code: code).map { ($0.id, $0.partyID) }
            : try party(code).map { ($0, $0) }
        owners[code] = found
        return found
    }

    private func party(_ code: String) throws -> Int64? {
        if let known = parties[code] { return known }
        let found = try books.customers.party(code: code)?.id
        parties[code] = found
        return found
    }

    private func unknown(_ column: Row.Column, _ code: String) -> Result<Row.Record, RowWrong> {
        wrong(
            column, code, rule: "\(column.name) is known",
            advice: "Import customers.csv first, or correct the identifier.")
    }

    private func gone(
        _ column: Row.Column, _ code: String, by event: Int64
    ) -> Result<Row.Record, RowWrong> {
        wrong(
            column, code,
            rule:
                "personal data of this customer was erased (event \(event)) and does not come back",
            advice: "Give somebody who is a customer again a new number.")
    }

    /// Names the column that the reason is about, with its value.
    private func refused(
        _ reason: RecordRefused, _ record: Row.Record
    ) -> Result<Row.Record, RowWrong> {
        let named = Row.Column.allCases.first { reason.columns.contains($0.name) }
        return wrong(named ?? Row.fromColumn, reason.value(record.period), because: reason)
    }

    private func wrong(
        _ column: Row.Column, _ value: String, because reason: RecordRefused
    ) -> Result<Row.Record, RowWrong> {
        wrong(column, value, rule: reason.rule, advice: reason.advice)
    }

    private func wrong(
        _ column: Row.Column, _ value: String, rule: String, advice: String
    ) -> Result<Row.Record, RowWrong> {
        .failure(RowWrong(field: column, value: value, rule: rule, advice: advice))
    }
}
