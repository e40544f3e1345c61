package import Billing
import Measures

// Totals of a page are stored beside it, so that a review need not read the pages. The page remains
// the authority: damaged figures are left out, and `ledger verify` computes all of them again.
extension RunStore {
    /// Stores the figures of a batch's page, in the transaction that stores the page.
    package func insert(_ figures: PageFigures) throws {
        let content = figures.bytes
        var row = try RowWriter(
            db, into: "page_figures", ["run_id", "batch_no", "digest", "content"])
        row.add(figures.runID)
        row.add(figures.batch)
        row.add(SHA256.digest(of: content).bytes)
        row.add(content)
        try row.insert()
    }

    /// The figures of a run's pages by batch, without damaged ones.
    package func figures(ofRun id: Int64) throws -> [Int: PageFigures] {
        let sql = "SELECT batch_no, digest, content FROM page_figures WHERE run_id = ?"
        let rows = try Row.fetchCursor(db, sql: sql, arguments: [id], pieces: 256)
        var figures: [Int: PageFigures] = [:]
        while let row = try rows.next() {
            let (digest, content): ([UInt8], [UInt8]) = (row[1], row[2])
            guard SHA256.digest(of: content).bytes == digest,
                let noted = try? PageFigures(bytes: content), noted.runID == id,
                noted.batch == row[0]
            else { continue }
            figures[noted.batch] = noted
        }
        return figures
    }

    /// The figures, computed from the page and the facts of its run.
    package func figures(of page: RunPage) throws -> PageFigures {
        guard let run = try run(page.runID),
            let batch = try books.work.batch(page.batch, ofRun: run.id)
        else { throw RunDamaged(runID: page.runID) }
        return try PageFigures(
            of: page,
            try books.supply.billPlaces(ofPremises: batch.premises, Knowledge(at: run.plannedEvent))
        )
    }

    /// Whether the stored figures are those of the page; nil where none are stored.
    func isNotedAsItIs(_ page: RunPage) throws -> Bool? {
        let sql = "SELECT digest, content FROM page_figures WHERE run_id = ? AND batch_no = ?"
        let row = try Row.fetchOne(db, sql: sql, arguments: [page.runID, page.batch])
        guard let row else { return nil }
        let (digest, content): ([UInt8], [UInt8]) = (row[0], row[1])
        do {
            return try SHA256.digest(of: content).bytes == digest
                && content == figures(of: page).bytes
        } catch is PageFigures.NoPlace {
            return false
        }
    }
}
