package import Measures

extension TariffPlan {
    /// The first day before `period` that a span reaches back to; nil where that is the first bill.
    package func start(of span: TariffBook.FromBills.Span, before period: Period) -> Day? {
        switch span {
        case .year: book.year.start(of: period.start)
        case .months(let count): period.start.adding(months: -count)
        case .account: nil
        }
    }

    /// Whether a bill's line under `code` is one of the charge or block `name`: its own code, or
    /// that of a part where a price change split it.
    package func isLine(_ code: String, of name: String) -> Bool {
        if code == name { return true }
        guard !lineNames.contains(where: { $0.code == code }),
            let line = lineNames.first(where: { $0.code == name }),
            code.hasPrefix(line.segmentCode)
        else { return false }
        let rest = code.utf8.dropFirst(line.segmentCode.utf8.count)
        let isNumbered = rest.allSatisfy { (48...57).contains($0) }
        let isLettered = rest.count == 1 && (65...90).contains(rest.first ?? 0)
        return !rest.isEmpty && (isNumbered || isLettered)
    }
}
