/// A column that names a row of another table.
struct Reference: Sendable, Hashable {
    let table: String
    let column: String
    let parent: String
    let key: String

    init(_ table: String, _ column: String, to parent: String, _ key: String = "id") {
        self.table = table
        self.column = column
        self.parent = parent
        self.key = key
    }

    /// What a broken reference is told by: the name that the server gave it when it was declared.
    var name: String { "\(table)_\(column)_fkey" }
}

extension Reference {
    /// Those of rows that follow from pages. A batch writes thousands of them in one statement.
    static let ofProjections = [
        Reference("outcome", "run_id", to: "bill_run"),
        Reference("bill", "run_id", to: "bill_run"),
        Reference("segment", "bill_id", to: "bill"),
        Reference("bill_line", "bill_id", to: "bill"),
        Reference("bill_tax", "bill_id", to: "bill"),
        Reference("bill_reading", "bill_id", to: "bill"),
        Reference("finding", "run_id", to: "bill_run"),
        Reference("issued_bill", "bill_id", to: "bill"),
        Reference("issued_bill", "run_id", to: "bill_run"),
        Reference("posting", "page_sequence", to: "page", "sequence"),
    ]
}
