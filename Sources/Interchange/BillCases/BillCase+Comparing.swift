extension BillCase.Bill {
    /// One figure of two bills side by side; nil where a bill has no such line.
    package struct Comparison: Sendable, Hashable {
        package let what: String
        package let expected: String?
        package let found: String?
        package var agrees: Bool { expected == found }
    }

    /// Every line, tax and total of both bills: lines that one bill lacks stand by themselves.
    package func compared(with expected: BillCase.Bill) -> [Comparison] {
        let lines = BillCase.Bill.aligned(
            expected.lines.map { ($0.code, $0.amount) }, self.lines.map { ($0.code, $0.amount) })
        let taxes = BillCase.Bill.aligned(
            expected.taxes.map { ($0.code, $0.description) },
            self.taxes.map { ($0.code, $0.description) })
        let totals = [
            Comparison(what: "net", expected: expected.net, found: net),
            Comparison(what: "tax", expected: expected.taxTotal, found: taxTotal),
            Comparison(what: "total", expected: expected.total, found: total),
        ]
        let carried = expected.carries.sorted { $0.key < $1.key }.map {
            Comparison(what: $0.key, expected: $0.value.text, found: carries[$0.key]?.text)
        }
        return lines + taxes + totals + carried
    }

    /// Pairs of the same code, in order, with what was added or left out between them.
    private static func aligned(
        _ expected: [(String, String)], _ found: [(String, String)]
    ) -> [Comparison] {
        let changes = found.map(\.0).difference(from: expected.map(\.0))
        let removed = Set(changes.removals.map(\.index))
        let added = Set(changes.insertions.map(\.index))
        var (all, next): ([Comparison], Int) = ([], 0)
        for (index, line) in expected.enumerated() {
            if removed.contains(index) {
                all.append(Comparison(what: line.0, expected: line.1, found: nil))
                continue
            }
            while added.contains(next) {
                all.append(Comparison(what: found[next].0, expected: nil, found: found[next].1))
                next += 1
            }
            all.append(Comparison(what: line.0, expected: line.1, found: found[next].1))
            next += 1
        }
        return all
            + found[next...].map { Comparison(what: $0.0, expected: nil, found: $0.1) }
    }
}

extension CollectionDifference.Change {
    fileprivate var index: Int {
        switch self {
        case .remove(let offset, _, _), .insert(let offset, _, _): return offset
        }
    }
}

extension BillCase.Tax {
    /// `2.90 (5% on 57.92)`.
    fileprivate var description: String {
        "\(amount) (\(percent.text)% \(included ? "contained in" : "on") \(base))"
    }
}
