package import Measures

/// What a run must show before anybody approves it (rule D1.8).
package struct ControlTotals: Sendable, Hashable {
    package var outcomes: [Outcome.Kind: Int] = [:]
    package var bills = 0
    package var lines = 0
    package var estimatedBills = 0
    package var zeroBills = 0
    package var creditBills = 0
    /// Net, tax and total by currency code, in minor units.
    package var amounts: [String: Amounts] = [:]
    package var findings: [Finding.Code: FindingTotal] = [:]

    package struct Amounts: Sendable, Hashable {
        package var net: Int64 = 0
        package var tax: Int64 = 0
        package var total: Int64 { net + tax }
        package init() {}

        fileprivate mutating func add(_ net: Money, _ tax: Money) {
            self.net += net.minorUnits
            self.tax += tax.minorUnits
        }
    }

    package struct FindingTotal: Sendable, Hashable {
        package var count = 0
        package var blocking = 0
        /// Money at risk by currency code, in minor units.
        package var money: [String: Int64] = [:]
        package init() {}
    }

    package init() {}

    /// Supply points with an outcome: must equal the number planned.
    package var supplyPoints: Int { outcomes.values.reduce(0, +) }

    package mutating func add(_ page: RunPage) {
        for outcome in page.outcomes { add(outcome) }
        for bill in page.bills { add(bill) }
    }

    package mutating func add(_ outcome: Outcome) {
        outcomes[outcome.kind, default: 0] += 1
        for raised in outcome.findings {
            var total = findings[raised.finding.code, default: FindingTotal()]
            total.count += 1
            if raised.finding.severity == .blocking { total.blocking += 1 }
            let money = raised.moneyAtRisk
            total.money[money.currency.rawValue, default: 0] += money.minorUnits
            findings[raised.finding.code] = total
        }
    }

    private mutating func add(_ bill: Bill) {
        add(
            net: bill.net, tax: bill.tax,
            lines: bill.segments.reduce(0) { $0 + $1.lines.count }, isEstimated: bill.isEstimated)
    }

    /// Counts a bill by its figures.
    package mutating func add(net: Money, tax: Money, lines: Int, isEstimated: Bool) {
        let total = net.minorUnits + tax.minorUnits
        bills += 1
        self.lines += lines
        if isEstimated { estimatedBills += 1 }
        if total == 0 { zeroBills += 1 }
        if total < 0 { creditBills += 1 }
        amounts[net.currency.rawValue, default: Amounts()].add(net, tax)
    }

    /// Puts what other pages came to on top.
    package mutating func add(_ other: ControlTotals) {
        outcomes.merge(other.outcomes, uniquingKeysWith: +)
        bills += other.bills
        lines += other.lines
        estimatedBills += other.estimatedBills
        zeroBills += other.zeroBills
        creditBills += other.creditBills
        amounts.merge(other.amounts, uniquingKeysWith: +)
        findings.merge(other.findings, uniquingKeysWith: +)
    }
}

extension ControlTotals.Amounts {
    fileprivate static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.net += b.net
        sum.tax += b.tax
        return sum
    }
}

extension ControlTotals.FindingTotal {
    fileprivate static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.count += b.count
        sum.blocking += b.blocking
        sum.money.merge(b.money, uniquingKeysWith: +)
        return sum
    }
}
