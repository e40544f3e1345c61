import Ledger
import Measures

extension PageWriter {
    mutating func write(_ bill: Bill, _ format: RunPage.Format) {
        out.write(bill.id)
        writeCharges(of: bill, inTime: format >= .three)
        if format >= .two { write(bill.proof) }
    }

    /// Who is charged what: all of a bill but its place among others.
    mutating func writeCharges(of bill: Bill, inTime: Bool) {
        out.write(bill.accountID)
        out.write(bill.premisesID)
        write(bill.currency.rawValue)
        list(bill.segments) {
            $0.write($1)
            if inTime { $0.list($1.inTime) { $0.write($1) } }
        }
    }

    /// The place of the rule set, 0 without a proof; then the digest of the facts.
    private mutating func write(_ proof: BillProof?) {
        let index = proof.flatMap { sets[$0.rules] } ?? 0
        out.write(unsigned: UInt64(index))
        if index > 0, let proof { out.write(proof.facts) }
    }

    mutating func write(_ set: RuleSet) {
        sets[set.digest] = sets.count + 1
        out.write(set.program)
        list(set.parts) {
            $0.write($1.name)
            $0.out.write($1.version)
            $0.out.write($1.digest)
        }
        out.write(set.digest)
    }

    private mutating func write(_ segment: BilledSegment) {
        out.write(segment.supplyPointID)
        out.write(segment.agreementID)
        out.write(segment.tariffVersionID)
        out.write(segment.period)
        list(segment.readings) { $0.write($1) }
        list(segment.usages) { $0.write($1) }
        list(segment.properties) { $0.write($1) }
        list(segment.lines) { $0.write($1) }
        list(segment.taxes) { $0.write($1) }
        out.write(segment.net)
        out.write(segment.tax)
    }

    private mutating func write(_ reading: BilledReading) {
        out.write(reading.registerID)
        out.write(reading.openingDay)
        out.write(reading.opening)
        write(reading.openingType)
        out.write(reading.closingDay)
        out.write(reading.closing)
        write(reading.closingType)
        out.write(reading.consumption)
    }

    private mutating func write(_ usage: BilledUsage) {
        write(usage.usage)
        out.write(usage.period)
        out.write(usage.quantity)
        out.write(usage.isEstimated)
    }

    private mutating func write(_ property: BilledProperty) {
        write(property.name)
        write(property.value)
        out.write(property.period)
    }

    private mutating func write(_ inTime: BilledBlocks) {
        write(inTime.usage)
        list(inTime.limits) { $0.out.write($1) }
        list(inTime.parts) { $0.out.write($1) }
    }

    private mutating func write(_ line: BillLine) {
        write(line.charge)
        out.write(line.period)
        out.write(line.quantity)
        write(line.unit)
        out.write(line.price)
        out.write(line.amount)
        write(line.tax)
        write(line.account.rawValue)
    }

    private mutating func write(_ tax: BillTax) {
        write(tax.code)
        out.write(tax.percent)
        out.write(tax.base)
        out.write(tax.amount)
        out.write(tax.isIncluded)
    }

    mutating func write(_ outcome: Outcome) {
        out.write(outcome.supplyPointID)
        write(outcome.kind.rawValue)
        list(outcome.findings) {
            $0.write($1.finding.code.rawValue)
            $0.out.write($1.finding.severity == .blocking)
            $0.write($1.finding.rule)
            $0.list($1.finding.figures) { $0.write($1) }
            $0.write($1.moneyAtRisk)
        }
    }

    mutating func write(_ estimate: EstimatedReading) {
        out.write(estimate.registerID)
        out.write(estimate.day)
        out.write(estimate.value)
        write(estimate.method)
        list(estimate.inputs) { $0.write($1) }
    }
}

extension PageReader {
    mutating func bill(
        _ format: RunPage.Format, _ sets: [RuleSet]
    ) throws(MalformedBytes) -> Bill {
        let (id, account, premises) = (
            try input.int64(), try input.int64(), try input.int64()
        )
        guard let currency = Currency(rawValue: try text()) else { throw malformed }
        let segments = try list { p throws(MalformedBytes) in
            var segment = try p.segment()
            if format >= .three { segment.inTime = try p.inTime() }
            return segment
        }
        guard !segments.isEmpty else { throw malformed }
        return Bill(
            id: id, accountID: account, premisesID: premises, currency: currency,
            segments: segments, proof: format == .one ? nil : try proof(sets))
    }

    private mutating func proof(_ sets: [RuleSet]) throws(MalformedBytes) -> BillProof? {
        let index = try input.unsigned()
        guard index > 0 else { return nil }
        guard index <= UInt64(sets.count) else { throw malformed }
        return BillProof(facts: try input.digest(), rules: sets[Int(index) - 1].digest)
    }

    mutating func ruleSet() throws(MalformedBytes) -> RuleSet {
        RuleSet(
            program: try input.int(),
            parts: try list { p throws(MalformedBytes) in
                RulePart(
                    try p.text(), version: try p.input.int64(), digest: try p.input.digest())
            }, digest: try input.digest())
    }

    private mutating func segment() throws(MalformedBytes) -> BilledSegment {
        BilledSegment(
            supplyPointID: try input.int64(), agreementID: try input.int64(),
            tariffVersionID: try input.int64(), period: try input.period(),
            readings: try list { p throws(MalformedBytes) in try p.reading() },
            usages: try list { p throws(MalformedBytes) in
                BilledUsage(
                    usage: try p.text(), period: try p.input.period(),
                    quantity: try p.input.exact(), isEstimated: try p.input.bool())
            },
            properties: try list { p throws(MalformedBytes) in
                BilledProperty(
                    name: try p.text(), value: try p.text(), period: try p.input.period())
            },
            lines: try list { p throws(MalformedBytes) in try p.line() },
            taxes: try list { p throws(MalformedBytes) in
                BillTax(
                    code: try p.text(), percent: try p.input.exact(), base: try p.input.int64(),
                    amount: try p.input.int64(), isIncluded: try p.input.bool())
            },
            net: try input.int64(), tax: try input.int64())
    }

    private mutating func inTime() throws(MalformedBytes) -> [BilledBlocks] {
        try list { p throws(MalformedBytes) in
            BilledBlocks(
                usage: try p.text(),
                limits: try p.list { p throws(MalformedBytes) in try p.input.quantity() },
                parts: try p.list { p throws(MalformedBytes) in try p.input.quantity() })
        }
    }

    private mutating func reading() throws(MalformedBytes) -> BilledReading {
        BilledReading(
            registerID: try input.int64(), openingDay: try input.day(),
            opening: try input.quantity(), openingType: try text(),
            closingDay: try input.day(), closing: try input.quantity(),
            closingType: try text(), consumption: try input.quantity())
    }

    private mutating func line() throws(MalformedBytes) -> BillLine {
        BillLine(
            charge: try text(), period: try input.period(),
            quantity: try input.exact(), unit: try text(), price: try input.exact(),
            amount: try input.int64(), tax: try text(), account: LedgerAccount(try text()))
    }

    mutating func outcome() throws(MalformedBytes) -> Outcome {
        let id = try input.int64()
        guard let kind = Outcome.Kind(rawValue: try text()) else { throw malformed }
        let findings = try list { p throws(MalformedBytes) in
            let code = Finding.Code(try p.text())
            let blocking = try p.input.bool()
            let rule = try p.text()
            let figures = try p.list { p throws(MalformedBytes) in try p.figure() }
            let finding = Finding(
                code, blocking ? .blocking : .warning, rule: rule, figures: figures)
            return RaisedFinding(finding, moneyAtRisk: try p.money())
        }
        return Outcome(supplyPointID: id, kind: kind, findings: findings)
    }

    mutating func estimate() throws(MalformedBytes) -> EstimatedReading {
        EstimatedReading(
            registerID: try input.int64(), day: try input.day(), value: try input.quantity(),
            method: try text(), inputs: try list { p throws(MalformedBytes) in try p.figure() })
    }
}
