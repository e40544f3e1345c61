import Dispatch
import Measures
import Synchronization

/// Progress: pages whose rows are written, and pages in all.
package typealias RowsReport = (_ done: Int, _ pages: Int) -> Void

extension Installation {
    /// Writes the rows of all due pages and returns their number.
    @discardableResult
    package func writeRowsDue(report: RowsReport = { _, _ in }) throws -> Int {
        let due = try read(rows: .none) { try $0.runs.rowsDue(.all) }
        try writeRows(ofPages: due, report: report)
        return due.count
    }

    /// Runs `body` once the rows it asks for are written.
    ///
    /// This is checked inside the transaction of `body`, so that no page can come in between.
    func withRows<T>(
        _ asked: ProjectionScope, in kind: Transaction, _ body: (Books) throws -> T
    ) throws -> T {
        while true {
            var due: [Int64] = []
            func step(_ db: Database) throws -> T? {
                let books = books(db)
                due = try books.runs.rowsDue(asked)
                guard due.isEmpty else { return nil }
                return try kind.stands ? books.proofs.sealed(body) : body(books)
            }
            let result =
                switch kind {
                case .reading: try engine.read(step)
                case .writing: try engine.write(step)
                case .trying: try engine.tryOut(step)
                case .acting, .tryingAct: try engine.act(isDryRun: !kind.stands, step)
                }
            if let result { return result }
            try writeRows(ofPages: due)
        }
    }

    enum Transaction {
        case reading, writing, trying, acting, tryingAct

        /// What it did stands, and its events are sealed.
        var stands: Bool { self == .writing || self == .acting }
    }

    /// Run pages first, as other rows reference theirs.
    private func writeRows(ofPages due: [Int64], report: RowsReport = { _, _ in }) throws {
        guard !due.isEmpty else { return }
        let bills = try engine.read { try books($0).runs.runPagesDue() }
        let writing = RowWriting(self, due.count)
        try writing(due.filter { bills.contains($0) }, report)
        try writing(due.filter { !bills.contains($0) }, report)
    }
}

/// Writes rows with as many writers as the engine allows; each computes rows on another core, some
/// pages ahead. A few pages are one transaction, or several where acts pass between them; each notes
/// how many rows of a page are written, so that none is missing or doubled when a writer is killed
/// or meets another.
private final class RowWriting: Sendable {
    private let installation: Installation
    private let pages: Int
    private let done = Mutex(0)
    private let left = Mutex<ArraySlice<[Int64]>>([])

    init(_ installation: Installation, _ pages: Int) {
        (self.installation, self.pages) = (installation, pages)
    }

    /// Returns when the rows of these pages are written; throws the error that stopped a writer.
    func callAsFunction(_ due: [Int64], _ report: RowsReport) throws {
        let writers = installation.engine.derivedWriters
        left.withLock { $0 = due.cut(into: max(1, RowWriting.pagesAtOnce / writers))[...] }
        let others = (1..<writers).map { number in
            Promise(on: DispatchQueue(label: "plumbline.rows.\(number)")) { try self.write() }
        }
        let ended =
            [Result { try write(report) }] + others.map { other in Result { try other.wait() } }
        for one in ended { try one.get() }
    }

    /// Writes pages until none are left; one writer's error stops the others.
    private func write(_ report: RowsReport = { _, _ in }) throws {
        var settling = Prefetch<Void>()
        func settle() throws {
            try settling.make({ try self.installation.engine.settle() }, take: { _ in })
        }
        do {
            var rows = Prefetch<[(sequence: Int64, rows: PageRows)]>()
            while let part = left.withLock({ $0.popFirst() }) {
                try rows.make({ try self.made(ofPages: part) }) { try keep($0, report) }
                try settle()
            }
            try rows.finish { try keep($0, report) }
            try settle()
            try settling.finish { _ in }
        } catch {
            settling.settle()
            left.withLock { $0 = [] }
            throw error
        }
    }

    private func keep(
        _ made: [(sequence: Int64, rows: PageRows)], _ report: RowsReport
    ) throws {
        var left = made[...]
        while !left.isEmpty { left = left.dropFirst(try wholePages(of: left)) }
        let count = done.withLock {
            $0 += made.count
            return $0
        }
        report(count, pages)
    }

    /// Writes rows of the first pages, as far as a slice lasts. Gives how many pages are whole.
    private func wholePages(
        of made: ArraySlice<(sequence: Int64, rows: PageRows)>
    ) throws -> Int {
        try installation.engine.writeDerived { db in
            let (runs, slice) = (installation.books(db).runs, installation.engine.sliceOfRows())
            var whole = 0
            for page in made {
                guard try runs.write(page.rows, ofPage: page.sequence, within: slice) else { break }
                whole += 1
                if slice.isOver() { break }
            }
            return whole
        }
    }

    private static let pagesAtOnce = 8

    private func made(
        ofPages due: [Int64]
    ) throws -> [(sequence: Int64, rows: PageRows)] {
        try due.map { sequence in
            let make = try installation.engine.read { db in
                try installation.books(db).runs.rows(ofPage: sequence)
            }
            return (sequence, try make())
        }
    }
}
