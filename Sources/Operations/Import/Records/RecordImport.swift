import Customers
import Interchange
import Measures
import Storage

/// needs.csv, holds.csv, preferences.csv, joint_parties.csv, payers.csv and agents.csv: dated facts
/// of a party or an account. A row with the first day of one that is known changes that one.
final class RecordImport<Row: RecordRow>: RowImport {
    private let taker: RecordTaker<Row>

    init(_ run: ImportRun, _ place: RecordPlace<Row.Record>) throws {
        taker = try RecordTaker(run.books, place, event: run.event)
    }

    func take(_ row: Row, line: Int) throws -> Result<FactChange, RowWrong> {
        switch try taker.placed(row) {
        case .failure(let wrong): return .failure(wrong)
        case .success(let record): return .success(try taker.keep(record))
        }
    }
}

/// A file of dated facts, whatever their kind.
struct RecordFile: RecordVisitor {
    typealias Outcome = [String]

    let run: ImportRun
    let file: FileBytes

    func visit<Row: RecordRow>(
        _: Row.Type, _ place: RecordPlace<Row.Record>
    ) throws -> [String] {
        try run.rows(of: file, RecordImport<Row>(run, place))
    }
}

extension RecordKind {
    /// The kind in a file; nil for a file of something else.
    init?(_ file: ImportKind) {
        switch file {
        case .needs: self = .need
        case .holds: self = .hold
        case .preferences: self = .preference
        case .jointParties: self = .jointParty
        case .payers: self = .payer
        case .agents: self = .agent
        default: return nil
        }
    }
}
