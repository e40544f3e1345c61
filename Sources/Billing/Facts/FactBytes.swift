import Measures
import Metering
import Supply

// The facts of a point and the limits it is judged by as canonical bytes, to be hashed
// (`Docs/formats/page.md`, Proofs).

extension PointFacts {
    /// What the point was billed from, however much more was loaded with its batch: readings and
    /// earlier bills of the months that a rule may ask for, intervals from three weeks before.
    func write(to out: inout CanonicalWriter, _ rules: RunRules) {
        let owed = firstOwed(through: rules.through)
        writePoint(to: &out, rules)
        let since = owed.adding(months: -PointFacts.monthsBack)
        let hasIntervals = registers.contains { !$0.intervals.isEmpty }
        let instant =
            hasIntervals ? rules.schemes[scheme].zone.start(of: owed - 21) : Instant(seconds: 0)
        out.write(registers.count)
        for index in registers.indices {
            registers[index].write(to: &out, since: since, intervals: instant)
        }
        // What came later follows under its name, and only where it is there.
        if let law {
            out.write("law")
            out.write(law.jurisdiction)
            out.write(law.customerClass)
        }
        let earlier = earlierBills(owed, rules)
        guard !earlier.isEmpty else { return }
        out.write("earlier bills")
        out.list(earlier) { $0.write($1) }
    }

    private func writePoint(to out: inout CanonicalWriter, _ rules: RunRules) {
        out.write(supplyPoint.id)
        out.write(supplyPoint.premisesID)
        out.write(supplyPoint.commodity.rawValue)
        out.write(supplyPoint.cycle?.rawValue ?? "")
        out.write(rules.schemes[scheme].code)
        out.write(agreements.count { $0.period.start <= rules.through })
        for index in agreements.indices where agreements[index].period.start <= rules.through {
            out.write(agreements[index])
        }
        out.write(properties.count { $0.period.start <= rules.through })
        for index in properties.indices where properties[index].period.start <= rules.through {
            out.write(properties[index])
        }
        out.write(accepted.count)
        if !accepted.isEmpty { for code in accepted.map(\.rawValue).sorted() { out.write(code) } }
        out.write(lastBill != nil)
        guard let lastBill else { return }
        out.write(lastBill.through)
        out.write(lastBill.days)
        out.write(lastBill.total)
    }

    /// The earlier bills that a tariff of the run may take figures from.
    private func earlierBills(_ owed: Day, _ rules: RunRules) -> [BilledBefore] {
        guard !billedBefore.isEmpty, let reachBack = rules.reachBack else { return [] }
        let since = reachBack.months.map { owed.adding(months: -$0) } ?? .distantPast
        return billedBefore.filter { $0.segment.period.end > since }
    }

    /// Months before the first unbilled day whose readings and bills a rule may ask for.
    package static let monthsBack = 14

    /// The first day that no bill charges, or the run's last day where all are charged.
    private func firstOwed(through: Day) -> Day {
        var first: Day?
        for agreement in agreements {
            guard let owed = owed(of: agreement, through: through)?.start else { continue }
            first = min(first ?? owed, owed)
        }
        return first ?? through
    }
}

extension RegisterHistory {
    fileprivate func write(
        to out: inout CanonicalWriter, since: Day, intervals instant: Instant
    ) {
        out.write(register)
        let read = readings.firstIndex { $0.day >= since } ?? readings.count
        out.write(readings.count - read)
        for index in read..<readings.count { out.write(readings[index]) }
        let before = billed.firstIndex { $0.closingDay >= since } ?? billed.count
        out.write(billed.count - before)
        for index in before..<billed.count { out.write(billed[index]) }
        for index in 0..<min(intervals.count, blockDigests.count)
        where intervals[index].end > instant { out.write(blockDigests[index]) }
    }
}

extension CanonicalWriter {
    fileprivate mutating func list<Item>(
        _ items: [Item], _ write: (inout CanonicalWriter, Item) -> Void
    ) {
        self.write(items.count)
        for item in items { write(&self, item) }
    }

    /// What a tariff may take: quantities, amounts and properties.
    fileprivate mutating func write(_ billed: BilledBefore) {
        write(billed.accountID)
        write(billed.segment.period)
        list(billed.segment.usages) {
            $0.write($1.usage)
            $0.write($1.period)
            $0.write($1.quantity)
        }
        list(billed.segment.lines) {
            $0.write($1.charge)
            $0.write($1.period)
            $0.write($1.quantity)
            $0.write($1.amount)
        }
        list(billed.segment.properties) { $0.write($1) }
    }

    fileprivate mutating func write(_ agreement: Agreement) {
        write(agreement.id)
        write(agreement.accountID)
        write(agreement.tariff)
        write(agreement.kind.rawValue)
        write(agreement.period)
    }

    fileprivate mutating func write(_ property: BilledProperty) {
        write(property.name)
        write(property.value)
        write(property.period)
    }

    fileprivate mutating func write(_ register: Register) {
        write(register.id)
        // Not a word of its own where it is not so: digests of earlier bills stay.
        write(register.usage.rawValue + (register.isNetMetered ? " net metered" : ""))
        write(register.unit.rawValue)
        if case .interval(let minutes) = register.kind { write(minutes) } else { write(0) }
        write(register.dial.dials)
        write(register.dial.decimals)
        write(register.dial.multiplier)
        write(register.installed)
        write(register.removed ?? .openEnd)
    }

    fileprivate mutating func write(_ reading: Reading) {
        write(reading.day)
        write(reading.value)
        write(unsigned: UInt64(reading.roles.rawValue))
        write(unsigned: UInt64(reading.source.rawValue))
        write(unsigned: UInt64(reading.method.rawValue))
        write(unsigned: UInt64(reading.status.rawValue))
    }

    fileprivate mutating func write(_ billed: BilledReading) {
        write(billed.openingDay)
        write(billed.opening)
        write(billed.openingType)
        write(billed.closingDay)
        write(billed.closing)
        write(billed.closingType)
        write(billed.consumption)
    }
}
