import Billing
import Documents
package import Measures
package import Operations

/// Exports and digests as text and JSON.
package enum PartitionText {
    package static func exported(_ exported: ExportFacts.Exported, _ folder: String) -> String {
        """
        Run \(exported.run.id), billed through \(exported.run.through): \
        \(counted(exported.premises, "premises", plural: "premises")) with \
        \(counted(exported.supplyPoints, "supply point")) in \(folder)/facts, \
        \(counted(exported.run.batches, "file")) of \(grouped(exported.bytes)) bytes.
        Rules \(exported.rules.short) in \(folder)/rules.json.
        """
    }

    package static func json(_ exported: ExportFacts.Exported, _ folder: String) -> JSONValue {
        [
            "run": .int(exported.run.id), "folder": .string(folder),
            "rules": .string("\(exported.rules)"), "files": .count(exported.run.batches),
            "premises": .count(exported.premises),
            "supply_points": .count(exported.supplyPoints), "bytes": .count(exported.bytes),
        ]
    }

    /// One figure a line, so that two of them are compared with `diff`.
    package static func digest(_ digest: RunDigest) -> String {
        let totals = digest.totals
        var lines = ["\(counted(totals.bills, "bill")), \(counted(totals.lines, "line"))"]
        for (code, sum) in totals.amounts.sorted(by: { $0.key < $1.key }) {
            let (net, tax) = (
                Money.forPeople(minorUnits: sum.net, code: code),
                Money.forPeople(minorUnits: sum.tax, code: code)
            )
            lines.append(
                "\(code): net \(net), tax \(tax), total \(Money.forPeople(minorUnits: sum.total, code: code))"
            )
        }
        for kind in Outcome.Kind.allCases {
            guard let count = totals.outcomes[kind] else { continue }
            lines.append("\(kind.rawValue): \(counted(count, "supply point"))")
        }
        for (code, found) in totals.findings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            lines.append("\(code): \(grouped(found.count)), \(grouped(found.blocking)) blocking")
        }
        return (lines + ["digest of all bills: \(digest.digest)"]).joined(separator: "\n")
    }

    package static func json(_ digest: RunDigest) -> JSONValue {
        let totals = digest.totals
        return [
            "digest": .string("\(digest.digest)"), "bills": .count(totals.bills),
            "lines": .count(totals.lines), "estimated": .count(totals.estimatedBills),
            "outcomes": .object(
                Outcome.Kind.allCases.map {
                    .init($0.rawValue, .count(totals.outcomes[$0, default: 0]))
                }),
            "amounts": RunText.amounts(of: totals), "findings": RunText.findings(of: totals),
        ]
    }
}
