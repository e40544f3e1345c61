/// Numbers by code for one table while an import runs. New codes get the next numbers, in the
/// order of first sight: the kind is held from the first one on (`NumberStore.hold`). The number
/// of a row that is then refused is given again, to the next import.
package final class CodeIndex {
    private var numbers: [String: Int64] = [:]
    private let books: Books
    private let kind: Kind
    /// The last number given; nil before the kind is held.
    private var last: Int64?

    /// The kinds of things that have a code and a number.
    package enum Kind: String, Sendable, CaseIterable {
        case party, account, premises, agreement
        case supplyPoint = "supply_point"

        fileprivate var numbered: NumberStore.Kind {
            switch self {
            case .party: .party
            case .account: .account
            case .premises: .premises
            case .agreement: .agreement
            case .supplyPoint: .supplyPoint
            }
        }
    }

    init(_ kind: Kind, in books: Books) throws {
        (self.kind, self.books) = (kind, books)
        var rows = try Columns(books.db, "SELECT code, id FROM \(kind.rawValue)", with: [])
        while try rows.next() { numbers[rows.text(0)] = rows.int(1) }
    }

    package var count: Int { numbers.count }

    package subscript(code: String) -> Int64? { numbers[code] }

    /// The number of a code, given now where it has none.
    package func number(of code: String) throws -> Int64 {
        if let known = numbers[code] { return known }
        let number = try (last ?? books.numbers.hold(kind.numbered)) + 1
        numbers[code] = number
        last = number
        return number
    }
}

extension Books {
    /// All codes of a kind with their numbers.
    package func codes(_ kind: CodeIndex.Kind) throws -> CodeIndex {
        try CodeIndex(kind, in: self)
    }
}
