package import Documents
import Measures
import Storage

/// A bill as it is shown, by its number or id.
package struct ShowBill: Sendable {
    let door: Door

    package init(_ door: Door) { self.door = door }

    package func document(_ bill: String) throws -> BillDocument {
        try door.read(.readAccounts, rows: .bill(bill)) { books in
            try BillDocument(try ExplainedBill(books, bill), books)
        }
    }

    /// What moved it since the last released bill of the account, or since `other`.
    package func comparison(
        _ bill: String, with other: String?
    ) throws -> BillDocument.Comparison {
        try door.read(.readAccounts, rows: other == nil ? .bill(bill) : .all) { books in
            let explained = try ExplainedBill(books, bill)
            guard let other else { return try BillDocument.Comparison(explained, books) }
            let compare = try CompareBills(explained, with: other, books)
            if case .notCompared(let reason, _) = compare.outcome {
                throw ComparisonRefused(sentence: reason.sentence)
            }
            return try BillDocument.Comparison(compare, books)
        }
    }

    /// The id of a bill; refused where there is none.
    package func id(_ bill: String) throws -> Int64 {
        let id = try door.read(.readAccounts, rows: .none) { try $0.bills.billID(bill) }
        guard let id else { throw BillProblem.noSuchBill(bill) }
        return id
    }
}

/// Two bills that cannot be compared, and why.
package struct ComparisonRefused: Error, Hashable, Sendable {
    package let sentence: String
}
