package import Measures

extension TariffBook {
    /// What an input takes from the earlier bills of the same account at the same supply point
    /// (rules C1.5, C1.9, C1.13, C1.14):
    /// what was used this year, the demands of the last months, a balance that is drawn down.
    package struct FromBills: Sendable, Hashable {
        /// What of a bill is added up.
        package enum Figure: String, Sendable, Hashable, CaseIterable {
            /// Quantities billed of usages.
            case usage
            /// Quantities of the lines of charges, or of blocks of one.
            case quantity
            /// Amounts of the lines of charges, or of blocks of one.
            case amount
            /// A property that the bill was rated with, such as `max_kW`: the largest.
            case property
            /// Days charged. Has no names.
            case days
        }

        package enum Span: Sendable, Hashable {
            /// From the beginning of the charging year.
            case year
            case months(Int)
            /// From the account's first bill for the supply point.
            case account
        }

        package var figure: Figure
        package var names: [String]
        /// Taken off what `names` add up to.
        package var less: [String]
        package var span: Span
        /// Calendar months, 1 to 12, whose bills count: those that end in one of them. Empty for all.
        package var months: Set<Int>

        package init(
            _ figure: Figure, of names: [String], less: [String] = [], over span: Span,
            in months: Set<Int> = []
        ) {
            self.figure = figure
            self.names = names
            self.less = less
            self.span = span
            self.months = months
        }

        /// Whether a bill of this period counts.
        package func counts(_ period: Period) -> Bool {
            months.isEmpty || months.contains(period.last.date.month)
        }
    }
}

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

extension TariffBook.ChargingYear {
    /// The first day of the charging year that `day` lies in. A year of a fixed number of days
    /// is the calendar's.
    func start(of day: Day) -> Day {
        guard case .from(let month, let first) = self else {
            return Day(year: day.date.year, month: 1, day: 1) ?? day
        }
        let date = day.date
        let year = (date.month, date.day) >= (month, first) ? date.year : date.year - 1
        return Day(year: year, month: month, day: first) ?? day
    }
}

extension Planner {
    /// The names that inputs take from earlier bills are names of the book.
    mutating func checkFromBills() {
        for input in book.inputs {
            guard let bills = input.fromBills else { continue }
            let path = ["inputs", input.name, "from_bills"]
            for name in bills.names + bills.less where !isKnown(name, bills.figure) {
                note(.unknownName(name, nearest: nil), name, path)
            }
        }
    }

    /// A price that is not there is never another figure: no default, and no second source.
    mutating func checkFromPrices() {
        for input in book.inputs {
            guard let prices = input.fromPrices else { continue }
            let path = ["inputs", input.name, "from_prices"]
            if input.otherwise != nil || input.fromBills != nil {
                note(.pricesAlone(input.name), input.name, path)
            }
            if let usage = prices.usage, !usage.utf8.allSatisfy({ $0 != 32 }) || usage.isEmpty {
                note(.unknownName(usage, nearest: nil), usage, path)
            }
        }
    }

    private func isKnown(_ name: String, _ figure: TariffBook.FromBills.Figure) -> Bool {
        switch figure {
        case .usage: book.inputs.contains { $0.name == name && $0.kind == .usage }
        case .quantity, .amount: parts.lineNames.contains { $0.code == name }
        case .property, .days: true
        }
    }
}
