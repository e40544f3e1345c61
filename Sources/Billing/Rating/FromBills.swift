import Measures
import Tariffs

extension TariffInForce {
    /// What the tariff takes from earlier bills, as properties that the bill is rated with: one
    /// number, or the numbers of a series with blanks between. Their period is what they cover.
    func carried(into period: Period, from earlier: [BilledSegment]) -> [BilledProperty] {
        fromBills.compactMap { input in
            let first = earlier.map(\.period.start).min() ?? period.start
            let start = plan.start(of: input.bills.span, before: period) ?? first
            let span = Period(from: min(start, period.start), upTo: period.start)
            let text = text(of: input, over: span, earlier)
            return text.map { BilledProperty(name: input.name, value: $0, period: span) }
        }
    }

    private func text(
        of input: BillsInput, over span: Period, _ earlier: [BilledSegment]
    ) -> String? {
        let bills = earlier.filter { input.bills.counts($0.period) }
            .sorted { $0.period.start < $1.period.start }
        let values = bills.compactMap { value(of: input.bills, in: $0, over: span) }
        if input.isSeries {
            let all = values.isEmpty ? [input.otherwise].compactMap { $0 } : values
            return all.isEmpty ? nil : all.map(\.text).joined(separator: " ")
        }
        if input.bills.figure == .property { return values.max()?.text }
        return values.reduce(.zero, +).text
    }

    /// What one earlier bill adds; nil where none of it lies in the span.
    private func value(
        of bills: TariffBook.FromBills, in segment: BilledSegment, over span: Period
    ) -> Exact? {
        func shares(_ names: [String]) -> [Exact] {
            parts(of: bills.figure, names, in: segment).compactMap { $0.share(of: span) }
        }
        let taken = shares(bills.names)
        guard !taken.isEmpty else { return nil }
        if bills.figure == .property { return taken.max() }
        let less = bills.less.isEmpty ? [] : shares(bills.less)
        return taken.reduce(.zero, +) - less.reduce(.zero, +)
    }

    private func parts(
        of figure: TariffBook.FromBills.Figure, _ names: [String], in segment: BilledSegment
    ) -> [BilledPart] {
        switch figure {
        case .usage:
            segment.usages.filter { names.contains($0.usage) }
                .map { BilledPart($0.period, $0.quantity) }
        case .quantity:
            lines(named: names, in: segment).map { BilledPart($0.period, $0.quantity) }
        case .amount:
            lines(named: names, in: segment).map {
                let amount = Money(minorUnits: $0.amount, currency: plan.book.currency)
                return BilledPart($0.period, amount.exact)
            }
        case .property:
            segment.properties.filter { names.contains($0.name) }.compactMap { property in
                Exact(property.value).map { BilledPart(segment.period, $0, isDivisible: false) }
            }
        case .days: [BilledPart(segment.period, Exact(segment.period.days))]
        }
    }

    private func lines(named names: [String], in segment: BilledSegment) -> [BillLine] {
        segment.lines.filter { line in names.contains { plan.isLine(line.charge, of: $0) } }
    }
}

/// A figure of an earlier bill with the days it is for.
private struct BilledPart {
    let period: Period
    let figure: Exact
    let isDivisible: Bool

    init(_ period: Period, _ figure: Exact, isDivisible: Bool = true) {
        self.period = period
        self.figure = figure
        self.isDivisible = isDivisible
    }

    /// The part that falls on the days of a span: by days, to a millionth, half up. A property
    /// counts whole where its bill ends inside. Nil where nothing does.
    func share(of span: Period) -> Exact? {
        let inside = Period(
            from: max(period.start, span.start),
            upTo: max(max(period.start, span.start), min(period.end, span.end)))
        guard !inside.isEmpty else { return nil }
        guard isDivisible else { return span.contains(period.last) ? figure : nil }
        guard inside != period else { return figure }
        let share = figure * Exact(inside.days) / Exact(period.days)
        let millionths = try? share.scaled(by: 1_000_000, .halfUp)
        return millionths.map { Quantity(millionths: $0).exact }
    }
}
