import Billing
import Measures

/// The numbers of one series that a run has used.
package struct NumberSpan: Sendable, Hashable {
    package let series: String
    package let numbers: ClosedRange<Int64>
    package let bills: Int

    /// As printed, `NORTHGATE-00000042 to NORTHGATE-00000057`.
    package var text: String {
        let ends = [numbers.lowerBound, numbers.upperBound].map {
            ReleasePage.Issue(series: series, number: $0, billID: 0).reference
        }
        return ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to ")
    }
}

// Bill numbers are looked up in the ranges of the release pages, which are stored with the pages.
extension RunStore {
    /// The numbers given to the bills of a run, by series.
    package func numbers(ofRun id: Int64) throws -> [NumberSpan] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT series, MIN(first_number), MAX(last_number),
                  CAST(SUM(last_number - first_number + 1) AS {integer})
                FROM number_span WHERE run_id = ? GROUP BY series ORDER BY series
                """, arguments: [id]
        ).map { row in
            NumberSpan(
                series: row[0], numbers: try Row.range(row[1], row[2]), bills: row[3])
        }
    }

    /// The last number given in a series; zero before the first.
    package func lastNumber(of series: String) throws -> Int64 {
        let sql = """
            SELECT last_number FROM number_span WHERE series = ?
            ORDER BY first_number DESC LIMIT 1
            """
        let number = try Int64.fetchOne(db, sql: sql, arguments: [series]) ?? 0
        guard (0..<Int64.max).contains(number) else {
            throw BrokenRow(what: "the last number of \(series)")
        }
        return number
    }

    /// The bill with a number, from the release page that gave it.
    func billID(onPageWith number: Int64, of series: String) throws -> Int64? {
        let sql = """
            SELECT sequence FROM number_span WHERE series = ? AND first_number <= ?
            ORDER BY first_number DESC LIMIT 1
            """
        guard let sequence = try Int64.fetchOne(db, sql: sql, arguments: [series, number]),
            let stored = try page(sequence)
        else { return nil }
        let issues = try ReleasePage(bytes: stored.content).issues
        return issues.first { $0.series == series && $0.number == number }?.billID
    }

    func insertSpans(of page: ReleasePage, sequence: Int64) throws {
        var spans = RowBuffer(.span)
        try page.spans(sequence: sequence, into: &spans)
        try db.insert(spans)
    }
}

extension ReleasePage {
    /// The range of numbers a page gives in each series; it has no gap.
    func spans(sequence: Int64, into row: inout some RowSink & ~Copyable) throws {
        for (series, issues) in Dictionary(grouping: issues, by: \.series).sorted(by: {
            $0.key < $1.key
        }) {
            let numbers = issues.map(\.number)
            row.add(series)
            row.add(numbers.min() ?? 0)
            row.add(numbers.max() ?? 0)
            row.add(sequence)
            row.add(runID)
            try row.insert()
        }
    }
}
