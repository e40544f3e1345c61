import Customers
import Interchange
import Measures
import Storage

/// Where records of a kind are stored, and whether a party or an account owns them.
struct RecordPlace<Record: DatedRecord> {
    let isOfAccount: Bool
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
        if let event = erased[party] {
            return wrong(
                Row.ownerColumn, row.owner,
                rule:
                    "personal data of this customer was erased (event \(event)) and does not come back",
                advice: "Give somebody who is a customer again a new number.")
        }
        var other: Int64 = 0
        if let column = Row.otherColumn, let code = row.other {
            guard let id = try self.party(code) else { return unknown(column, code) }
            if id == party { return refused(.sameParty, column, value: code) }
            other = id
        }
        return try placed(row.record(id: nextID, owner: owner, other: other))
    }

    func keep(_ record: Row.Record) throws -> FactChange {
        nextID = max(nextID, record.id + 1)
        return try store.put(record, event: event)
    }

    private func placed(_ record: Row.Record) throws -> Result<Row.Record, RowWrong> {
        var record = record
        let others = try store.of(record.owner)
        let same = others.first {
            record.excludes($0) && $0.period.start == record.period.start
        }
        if let same { record.id = same.id }
        if let reason = record.refusal(beside: others) {
            return refused(reason, Row.fromColumn, value: "\(record.period.start)")
        }
        return .success(record)
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

    private func refused(
        _ reason: RecordRefused, _ column: Row.Column, value: String
    ) -> Result<Row.Record, RowWrong> {
        wrong(column, value, rule: reason.rule, advice: reason.advice)
    }

    private func wrong(
        _ column: Row.Column, _ value: String, rule: String, advice: String
    ) -> Result<Row.Record, RowWrong> {
        .failure(RowWrong(field: column, value: value, rule: rule, advice: advice))
    }
}

extension RecordRefused {
    var rule: String {
        switch self {
        case .overlaps(let id): "two of a kind never share a day: number \(id) holds then"
        case .needsEnd: "it has a last day or a day of review (G1.2, G5.4, H2.4)"
        case .needsEvidence: "it stands on a consent or a document (E5.1, G5.1, H2.4, H6.1)"
        case .secondBreathingSpace(let id):
            "there is one breathing space in 12 months (G3.1): number \(id) is another"
        case .wrongLength(let day):
            "a breathing space is of 60 days (G3.1): its last one is \(day - 1)"
        case .sharesTooLarge(let sum): "shares of payers add up to 100 at most, here to \(sum)"
        case .noShare(let share): "a share is above 0 and at most 100, not \(share)"
        case .sameParty: "somebody else than the customer"
        }
    }

    var advice: String {
        switch self {
        case .overlaps: "End the other one first, or change it."
        case .needsEnd: "Say when it ends or is looked at again."
        case .needsEvidence: "Say what shows it."
        case .secondBreathingSpace: "Look at the notice again; a crisis moratorium is another kind."
        case .wrongLength: "Correct the last day; it starts the day after it was registered."
        case .sharesTooLarge, .noShare: "Correct the share."
        case .sameParty: "Name another customer."
        }
    }
}
