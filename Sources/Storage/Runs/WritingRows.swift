import Measures

/// Pages of which the rows are made, and pages in all.
package typealias RowsReport = (_ done: Int, _ pages: Int) -> Void

extension Installation {
    /// Writes the rows of all pages that are still without. Gives the number of pages.
    @discardableResult
    package func writeRowsDue(report: RowsReport = { _, _ in }) throws -> Int {
        let due = try read(rows: .none) { try $0.rowsDue(.all) }
        try writeRows(ofPages: due, report: report)
        return due.count
    }

    /// Does what `body` does with the books once all rows are there that it asks for.
    ///
    /// Whether they are is asked inside the transaction, so that nobody can slip a page in between.
    func withRows<T>(
        _ asked: RowsAsked, _ kind: Transaction, _ body: (Books) throws -> T
    ) throws -> T {
        while true {
            var due: [Int64] = []
            func step(_ db: Database) throws -> T? {
                let books = Books(db: db, clock: clock)
                due = try books.rowsDue(asked)
                return due.isEmpty ? try body(books) : nil
            }
            let result =
                switch kind {
                case .reading: try engine.read(step)
                case .writing: try engine.write(step)
                case .trying: try engine.tryOut(step)
                }
            if let result { return result }
            try writeRows(ofPages: due)
        }
    }

    enum Transaction { case reading, writing, trying }

    /// Rows are made on another core, some pages ahead of those being written. A few pages are one
    /// transaction, which takes each from those that are due: killed or met by another writer, no
    /// row is missing in the end and none is there twice. Beside the next, what is written is
    /// brought from the log to the file: who writes need not wait for the disk.
    private func writeRows(ofPages due: [Int64], report: RowsReport = { _, _ in }) throws {
        var done = 0
        var settling = Ahead<Void>()
        try ahead(due.cut(into: Installation.pagesAtOnce), make: { try self.madeRows(ofPages: $0) })
        { made in
            try engine.writeDerived { db in
                let books = Books(db: db, clock: clock)
                for page in made where try books.takeDue(page.sequence) {
                    try books.insert(page.rows)
                }
            }
            try settling.make({ try self.engine.settle() }, take: { _ in })
            done += made.count
            report(done, due.count)
        }
        try settling.finish { _ in }
    }

    private static let pagesAtOnce = 8

    private func madeRows(
        ofPages due: [Int64]
    ) throws -> [(sequence: Int64, rows: PageRows)] {
        try due.map { sequence in
            let make = try engine.read { db in
                try Books(db: db, clock: clock).rows(ofPage: sequence)
            }
            return (sequence, try make())
        }
    }
}
