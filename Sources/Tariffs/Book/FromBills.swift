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
