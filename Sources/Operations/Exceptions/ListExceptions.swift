package import Measures
package import Rulebook
package import Storage

extension Exceptions {
    /// What holds supply points, as known at the end of a day; the business day unless named.
    package init(_ door: Door, asOf day: Day?) throws {
        self = try door.read(.readBooks) { books in
            try Exceptions(books, on: try day ?? books.businessDay())
        }
    }

    /// The open findings of one cause, or of all: how many, the first of them, and how their due
    /// days are counted.
    package struct Listed: Sendable {
        package let count: Int
        package let shown: [OpenFinding]
        package let dueDays: [Int64: DueDays]
    }

    package static func list(
        _ code: String?, in door: Door, last: Int
    ) throws -> Listed {
        if let code, !isKnown(code) { throw CauseUnknown(code: code) }
        return try door.read(.readBooks) { books in
            let open = try listed(
                code.map { Finding.Code($0) }, books, on: try books.businessDay())
            let shown = Array(open.prefix(last))
            return Listed(
                count: open.count, shown: shown, dueDays: try dueDays(of: shown, books))
        }
    }
}

/// No finding has this code.
package struct CauseUnknown: Error, Hashable, Sendable {
    package let code: String

    package init(code: String) { self.code = code }
}
