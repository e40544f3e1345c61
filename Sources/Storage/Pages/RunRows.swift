import Billing
package import Measures

/// A table derived from pages: its columns, key and the filter for one batch.
struct Projection: Sendable {
    let table: String
    let columns: [String]
    /// How many leading columns are the row's key and its order.
    let keys: Int
    /// Picks the rows of one batch: `run` and `batch` are its place, `first` to `last` its ids.
    let filter: String
}

extension RowBuffer {
    init(_ projection: Projection, rows: Int = 0) {
        self.init(projection.table, projection.columns, rows: rows)
    }
}

extension Projection {
    static let outcome = Projection(
        table: "outcome", columns: ["supply_point_id", "run_id", "batch_no", "kind"], keys: 1,
        filter: "run_id = :run AND batch_no = :batch")
    static let bill = Projection(
        table: "bill",
        columns: [
            "id", "run_id", "batch_no", "account_id", "premises_id", "currency", "from_day",
            "to_day", "net", "tax", "total", "estimated", "facts_digest", "rules_digest",
        ], keys: 1, filter: "id BETWEEN :first AND :last")
    static let segment = Projection(
        table: "segment",
        columns: [
            "bill_id", "segment_no", "supply_point_id", "agreement_id", "tariff_version_id",
            "from_day", "to_day", "net", "tax", "total",
        ], keys: 2, filter: "bill_id BETWEEN :first AND :last")
    static let line = Projection(
        table: "bill_line",
        columns: [
            "bill_id", "line_no", "segment_no", "charge", "from_day", "to_day", "quantity",
            "unit", "price", "amount", "tax_code",
        ], keys: 2, filter: "bill_id BETWEEN :first AND :last")
    static let tax = Projection(
        table: "bill_tax",
        columns: [
            "bill_id", "tax_no", "segment_no", "tax_code", "percent", "base", "amount",
            "included",
        ], keys: 2, filter: "bill_id BETWEEN :first AND :last")
    static let reading = Projection(
        table: "bill_reading",
        columns: [
            "bill_id", "register_id", "closing_day", "opening_day", "opening_value",
            "opening_type", "closing_value", "closing_type", "consumption",
        ], keys: 3, filter: "bill_id BETWEEN :first AND :last")
    /// The columns that the page says: without owner and due day, which follow from the catalogue.
    static let finding = Projection(
        table: "finding",
        columns: [
            "id", "run_id", "supply_point_id", "code", "severity", "rule", "figures",
            "currency", "money_at_risk",
        ], keys: 1, filter: "id BETWEEN :first AND :last")
    /// All columns, with owner and due day.
    static let raised = Projection(
        table: finding.table, columns: finding.columns + ["owner", "raised_on", "due_on"],
        keys: finding.keys, filter: finding.filter)
    static let issue = Projection(
        table: "issued_bill",
        columns: ["series", "number", "bill_id", "run_id", "issued_on", "due_on"], keys: 2,
        filter: "bill_id BETWEEN :first AND :last")
    static let posting = Projection(
        table: "posting",
        columns: [
            "page_sequence", "posting_no", "entry_no", "day", "reference", "ledger_account",
            "account_id", "currency", "amount", "bill_id",
        ], keys: 2, filter: "page_sequence = :sequence")
    static let span = Projection(
        table: "number_span",
        columns: ["series", "first_number", "last_number", "sequence", "run_id"], keys: 2,
        filter: "sequence = :sequence")
}

extension RunPage {
    func outcomes(into row: inout some RowSink & ~Copyable) throws {
        for outcome in outcomes.sorted(by: { $0.supplyPointID < $1.supplyPointID }) {
            row.add(outcome.supplyPointID)
            row.add(runID)
            row.add(batch)
            row.add(outcome.kind.rawValue)
            try row.insert()
        }
    }

    func bills(into row: inout some RowSink & ~Copyable) throws {
        for bill in bills {
            let period = bill.period
            row.add(bill.id)
            row.add(runID)
            row.add(batch)
            row.add(bill.accountID)
            row.add(bill.premisesID)
            row.add(bill.currency.rawValue)
            row.add(period.start)
            row.add(period.end)
            row.add(bill.net.minorUnits)
            row.add(bill.tax.minorUnits)
            row.add(bill.total.minorUnits)
            row.add(bill.isEstimated ? 1 : 0)
            row.add(bill.proof?.facts)
            row.add(bill.proof?.rules)
            try row.insert()
        }
    }

    func segments(into row: inout some RowSink & ~Copyable) throws {
        try forEachSegment { bill, segments, index in
            row.add(bill)
            row.add(index + 1)
            row.add(segments[index].supplyPointID)
            row.add(segments[index].agreementID)
            row.add(segments[index].tariffVersionID)
            row.add(segments[index].period.start)
            row.add(segments[index].period.end)
            row.add(segments[index].net)
            row.add(segments[index].tax)
            row.add(segments[index].total)
            try row.insert()
        }
    }

    func lines(into row: inout some RowSink & ~Copyable) throws {
        var number = 0
        try forEachSegment { bill, segments, index in
            if index == 0 { number = 0 }
            let lines = segments[index].lines
            for line in lines.indices {
                number += 1
                row.add(bill)
                row.add(number)
                row.add(index + 1)
                row.add(lines[line].charge)
                row.add(lines[line].period.start)
                row.add(lines[line].period.end)
                row.add(lines[line].quantity)
                row.add(lines[line].unit)
                row.add(lines[line].price)
                row.add(lines[line].amount)
                row.add(lines[line].tax)
                try row.insert()
            }
        }
    }

    func taxes(into row: inout some RowSink & ~Copyable) throws {
        var number = 0
        try forEachSegment { bill, segments, index in
            if index == 0 { number = 0 }
            for tax in segments[index].taxes {
                number += 1
                row.add(bill)
                row.add(number)
                row.add(index + 1)
                row.add(tax.code)
                row.add(tax.percent)
                row.add(tax.base)
                row.add(tax.amount)
                row.add(tax.isIncluded ? 1 : 0)
                try row.insert()
            }
        }
    }

    func readings(into row: inout some RowSink & ~Copyable) throws {
        for bill in bills.indices {
            let (id, segments) = (bills[bill].id, bills[bill].segments)
            let readings = segments.count == 1 ? segments[0].readings : segments.flatMap(\.readings)
            for reading in readings.inOrderOfRegister {
                row.add(id)
                row.add(reading.registerID)
                row.add(reading.closingDay)
                row.add(reading.openingDay)
                row.add(reading.opening)
                row.add(reading.openingType)
                row.add(reading.closing)
                row.add(reading.closingType)
                row.add(reading.consumption)
                try row.insert()
            }
        }
    }

    /// Calls `body` for each segment with the id of its bill and its index, without copying the
    /// bill.
    private func forEachSegment(
        _ body: (_ bill: Int64, _ segments: [BilledSegment], _ index: Int) throws -> Void
    ) rethrows {
        for bill in bills.indices {
            let (id, segments) = (bills[bill].id, bills[bill].segments)
            for index in segments.indices { try body(id, segments, index) }
        }
    }

    func findings<Sink: RowSink & ~Copyable>(
        into row: inout Sink,
        also: (inout Sink, Finding.Code, _ supplyPoint: Int64) -> Void = { _, _, _ in }
    ) throws {
        var index = 0
        for outcome in outcomes {
            for raised in outcome.findings {
                index += 1
                row.add(BillID.make(run: runID, batch: batch, index: index))
                row.add(runID)
                row.add(outcome.supplyPointID)
                row.add(raised.finding.code.rawValue)
                row.add(raised.finding.severity.rawValue)
                row.add(raised.finding.rule)
                row.add(raised.finding.figuresText)
                row.add(raised.moneyAtRisk.currency.rawValue)
                row.add(raised.moneyAtRisk.minorUnits)
                also(&row, raised.finding.code, outcome.supplyPointID)
                try row.insert()
            }
        }
    }
}

extension [BilledReading] {
    /// Readings by register and closing day; most bills are in this order already.
    fileprivate var inOrderOfRegister: [BilledReading] {
        func precedes(_ one: BilledReading, _ other: BilledReading) -> Bool {
            (one.registerID, one.closingDay) < (other.registerID, other.closingDay)
        }
        let isInOrder = indices.dropFirst().allSatisfy { !precedes(self[$0], self[$0 - 1]) }
        return isInOrder ? self : sorted(by: precedes)
    }
}

extension Finding {
    /// The figures as one line of text: `used 812 kWh; expected 240 kWh`.
    package var figuresText: String {
        figures.map { "\($0.name) \($0.figure)" }.joined(separator: "; ")
    }
}
