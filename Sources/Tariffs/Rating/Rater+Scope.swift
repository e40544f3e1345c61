import Measures

extension Rater {
    /// A usage over the scope: the sum of its parts, each by its days inside.
    mutating func usage(_ slot: Int) -> Exact {
        if let known = memo.usage(slot) { return known }
        var total = measured(slot, over: scope.span)
        if scope.cutsUsage { total = share(of: total, in: scope) }
        memo.keep(total, ofUsage: slot)
        return total
    }

    func measured(_ slot: Int, over span: Period) -> Exact {
        sum(of: input.usages, slot, over: span) ?? plan.usageDefaults[slot] ?? .zero
    }

    /// What parts of a usage come to over some days; nil where none is of it.
    func sum(of parts: [Usage], _ slot: Int, over span: Period) -> Exact? {
        var (total, found) = (Exact.zero, false)
        for part in parts where part.slot.index == slot {
            found = true
            if span.start <= part.period.start, part.period.end <= span.end {
                total += part.quantity.exact
            } else if let inside = span.shared(with: part.period) {
                total +=
                    inside.days == part.period.days
                    ? part.quantity.exact : byDays(part, inside)
            }
        }
        return found ? total : nil
    }

    /// The share of a part that reaches beyond the span; the last of its days take the rest.
    private func byDays(_ part: Usage, _ inside: Period) -> Exact {
        let whole = part.quantity.exact
        func upTo(_ day: Day) -> Exact {
            if day >= part.period.end { return whole }
            let days = Exact(Int128(day - part.period.start), over: Int128(part.period.days))
            return (try? (whole * days).rounded(plan.book.rounding.split)) ?? .outOfRange
        }
        return upTo(inside.end) - upTo(inside.start)
    }

    /// What a piece has of a whole over its span: by days, the last piece takes the rest
    /// (rules B4.4, C1.43).
    func share(of whole: Exact, in scope: Scope) -> Exact {
        guard scope.piece != scope.span else { return whole }
        let cuts = cuts(inside: scope.span)
        if scope.piece.end < scope.span.end { return firstShare(of: whole, scope.piece) }
        var rest = whole
        for (from, upTo) in zip([scope.span.start] + cuts, cuts) {
            rest = rest - firstShare(of: whole, Period(from: from, upTo: upTo))
        }
        return rest
    }

    private func firstShare(of whole: Exact, _ piece: Period) -> Exact {
        let days = Exact(Int128(piece.days), over: Int128(scope.span.days))
        return (try? (whole * days).rounded(plan.book.rounding.split)) ?? .outOfRange
    }

    private func cuts(inside span: Period) -> [Day] {
        changes.filter { $0 > span.start && $0 < span.end }
    }
}
