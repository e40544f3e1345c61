/// A column that references a row of another table.
struct Reference: Sendable, Hashable {
    let table: String
    let column: String
    let parent: String
    let key: String

    init(_ table: String, _ column: String, to parent: String, key: String = "id") {
        self.table = table
        self.column = column
        self.parent = parent
        self.key = key
    }

    /// The constraint's name as PostgreSQL makes it.
    var name: String { "\(table)_\(column)_fkey" }
}

extension Reference {
    /// References of the tables derived from pages, of which a batch writes thousands of rows in
    /// one statement.
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
        Reference("posting", "page_sequence", to: "page", key: "sequence"),
    ]
}
