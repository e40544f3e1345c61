package import Measures

extension TariffPlan {
    /// Days of the charging year that `day` lies in.
    package func daysInYear(of day: Day) -> Int {
        switch book.year {
        case .fixed(let days): return days
        case .from:
            let year = book.year.start(of: day)
            return book.year.start(of: year + 367) - year
        }
    }

    /// The part of the charging year that a period is; across years each by its own days.
    func yearShare(of period: Period) -> Exact {
        guard case .from = book.year else {
            return Exact(Int128(period.days), over: Int128(daysInYear(of: period.start)))
        }
        var (share, from) = (Exact.zero, period.start)
        while from < period.end {
            let start = book.year.start(of: from)
            let next = book.year.start(of: start + 367)
            let upTo = min(next, period.end)
            share += Exact(Int128(upTo - from), over: Int128(next - start))
            from = upTo
        }
        return share
    }

    /// First days of a charging year among the days of a period.
    func yearStarts(in period: Period) -> [Day] {
        guard case .from(let month, let first) = book.year else { return [] }
        let years = period.start.date.year...period.last.date.year
        return years.compactMap { Day(year: $0, month: month, day: first) }
            .filter { period.contains($0) }
    }
}

/// The months that a period is, a part month by its days (rule C1.27).
func monthShare(of period: Period) -> Exact {
    var (share, from) = (Exact.zero, period.start)
    while from < period.end {
        let month = Period.month(of: from)
        let upTo = min(month.end, period.end)
        share += Exact(Int128(upTo - from), over: Int128(month.days))
        from = upTo
    }
    return share
}
