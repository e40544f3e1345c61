package import Measures

/// What a check compares a draft with.
package struct DraftContext: Sendable {
    package var limits: BillLimits
    package var currency: Currency
    /// The last day billed before this segment, and what that bill cost.
    package var billedThrough: Day?
    package var lastTotal: Int64?
    package var lastDays: Int?
    /// The agreement's first day: the first bill must start there.
    package var supplyStart: Day
    /// The estimate before this one was not true: a credit is then expected.
    package var truesUpEstimate: Bool

    package init(
        limits: BillLimits, currency: Currency, billedThrough: Day?, lastTotal: Int64?,
        lastDays: Int?, supplyStart: Day, truesUpEstimate: Bool
    ) {
        self.limits = limits
        self.currency = currency
        self.billedThrough = billedThrough
        self.lastTotal = lastTotal
        self.lastDays = lastDays
        self.supplyStart = supplyStart
        self.truesUpEstimate = truesUpEstimate
    }
}

/// One rule a draft must pass (rules D2). Plain functions that know nothing of each other.
package typealias BillCheck = @Sendable (BilledSegment, DraftContext) -> Finding?

package enum BillChecks {
    /// Every check, in the order in which their findings are shown.
    package static let all: [BillCheck] = [
        duplicate, gap, long, short, addsUp, big, timesLast, negative,
    ]

    package static func findings(in draft: BilledSegment, _ context: DraftContext) -> [Finding] {
        all.compactMap { $0(draft, context) }
    }

    /// BL-DUPSEG: days that are on a bill already (rule D1.7).
    static let duplicate: BillCheck = { draft, context in
        guard let through = context.billedThrough, draft.period.start <= through else { return nil }
        return Finding(
            Finding.Code("BL-DUPSEG"), .blocking, rule: "D1.7",
            figures: [
                NamedFigure("billed through", .day(through)),
                NamedFigure("period", .period(draft.period)),
            ])
    }

    /// BL-GAP: days in supply that no bill charges.
    static let gap: BillCheck = { draft, context in
        let expected = max(
            context.billedThrough.map { $0 + 1 } ?? context.supplyStart,
            context.supplyStart)
        guard draft.period.start > expected else { return nil }
        return Finding(
            Finding.Code("BL-GAP"), .blocking, rule: "D1.1",
            figures: [
                NamedFigure("unbilled", .period(Period(from: expected, upTo: draft.period.start))),
                NamedFigure("period", .period(draft.period)),
            ])
    }

    static let long: BillCheck = { draft, context in
        guard let limit = context.limits.longestDays, draft.period.days > limit else { return nil }
        return days("BL-LONG", of: draft, limit: limit)
    }

    static let short: BillCheck = { draft, context in
        guard let limit = context.limits.shortestDays, draft.period.days < limit else { return nil }
        return days("BL-SHORT", of: draft, limit: limit)
    }

    /// The printed lines add to the printed net, the added taxes to the tax (rule D3.10).
    static let addsUp: BillCheck = { draft, context in
        let lines = draft.lines.reduce(0) { $0 + $1.amount }
        let added = draft.taxes.reduce(0) { $1.isIncluded ? $0 : $0 + $1.amount }
        guard lines != draft.net || added != draft.tax else { return nil }
        return amounts(
            "BL-SUM", rule: "D3.10", context,
            amounts: [("lines", lines), ("net", draft.net), ("taxes", added), ("tax", draft.tax)])
    }

    static let big: BillCheck = { draft, context in
        let minor = context.currency.minorPerMajor
        guard let limit = context.limits.reviewAbove,
            Int128(draft.total) * 100 > Int128(limit) * Int128(minor)
        else { return nil }
        let maximum = Int64(clamping: Int128(limit) * Int128(minor) / 100)
        return amounts(
            "BL-BIGBILL", context, amounts: [("total", draft.total), ("limit", maximum)])
    }

    static let timesLast: BillCheck = { draft, context in
        guard let times = context.limits.timesLastBill, let last = context.lastTotal,
            let days = context.lastDays, last > 0, days > 0,
            Int128(draft.total) * Int128(days)
                > Int128(times) * Int128(last) * Int128(draft.period.days)
        else { return nil }
        return amounts(
            "BL-BIGBILL", context, amounts: [("total", draft.total), ("last bill", last)])
    }

    /// BL-NEGBILL: a credit that no true-up explains (rules B4.9, D2).
    static let negative: BillCheck = { draft, context in
        guard draft.total < 0, !context.truesUpEstimate else { return nil }
        return amounts("BL-NEGBILL", context, amounts: [("total", draft.total)])
    }

    private static func days(_ code: String, of draft: BilledSegment, limit: Int) -> Finding {
        Finding(
            Finding.Code(code), .warning, rule: "D2",
            figures: [
                NamedFigure("days", .count(draft.period.days)),
                NamedFigure("limit", .count(limit)),
                NamedFigure("period", .period(draft.period)),
            ])
    }

    private static func amounts(
        _ code: String, rule: String = "D2", _ context: DraftContext,
        amounts values: [(String, Int64)]
    ) -> Finding {
        Finding(
            Finding.Code(code), .blocking, rule: rule,
            figures: values.map {
                NamedFigure($0, .money(Money(minorUnits: $1, currency: context.currency)))
            })
    }
}
