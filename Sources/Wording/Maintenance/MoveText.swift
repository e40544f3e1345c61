import Documents
import Foundation
import Measures
package import Operations
package import Storage

/// Books that were moved as text and JSON.
package enum MoveText {
    /// The tables with their digests on both sides, and that nothing differs where it is so.
    package static func moved(
        _ tables: [MovedTable], to place: InstallationPlace, isDryRun: Bool
    ) -> Answer {
        let json = json(tables, isDryRun)
        guard isSame(tables) else { return Answer(table(tables), json) }
        return Answer(
            table(tables)
                + "\nThe books are in \(place.shown): "
                + "all \(tables.count) tables are the same on both sides.", json
        ).onDryRun(isDryRun)
    }

    package static func isSame(_ tables: [MovedTable]) -> Bool { tables.allSatisfy(\.isEqual) }

    private static func table(_ tables: [MovedTable]) -> String {
        let width = tables.map(\.source.table.count).max() ?? 0
        let lines = tables.map { moved in
            let name = moved.source.table.padding(toLength: width, withPad: " ", startingAt: 0)
            let rows = grouped(moved.source.rows)
            let count = String(repeating: " ", count: max(0, 12 - rows.count)) + rows
            return "\(name) \(count) rows  \(moved.source.digest)  \(verdict(moved))"
        }
        return lines.joined(separator: "\n")
    }

    private static func verdict(_ moved: MovedTable) -> String {
        moved.isEqual ? "same" : "DIFFERS: \(moved.target.rows) rows, \(moved.target.digest)"
    }

    private static func json(_ tables: [MovedTable], _ isDryRun: Bool) -> JSONValue {
        [
            "same": .bool(isSame(tables)), "dry_run": .bool(isDryRun),
            "tables": .array(
                tables.map {
                    [
                        "table": .string($0.source.table), "rows": .count($0.source.rows),
                        "source": .string("\($0.source.digest)"),
                        "target": .string("\($0.target.digest)"), "same": .bool($0.isEqual),
                    ]
                }),
        ]
    }
}
