/// Numbers by code for one table while an import runs. New codes get the next number, in the
/// order of first sight.
package final class CodeIndex {
    private var numbers: [String: Int64] = [:]
    private var last: Int64 = 0

    /// The kinds of things that have a code and a number.
    package enum Kind: String, Sendable, CaseIterable {
        case party, account, premises, agreement
        case supplyPoint = "supply_point"
    }

    init(_ kind: Kind, in db: Database) throws {
        var rows = try Columns(db, "SELECT code, id FROM \(kind.rawValue)", with: [])
        while try rows.next() {
            let id = rows.int(1)
            numbers[rows.text(0)] = id
            last = max(last, id)
        }
    }

    package var count: Int { numbers.count }

    package subscript(code: String) -> Int64? { numbers[code] }

    /// The number of a code, given now where it has none.
    package func number(of code: String) -> Int64 {
        if let known = numbers[code] { return known }
        last += 1
        numbers[code] = last
        return last
    }
}

extension Books {
    /// All codes of a kind with their numbers.
    package func codes(_ kind: CodeIndex.Kind) throws -> CodeIndex {
        try CodeIndex(kind, in: db)
    }
}
