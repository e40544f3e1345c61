package import Billing
package import Measures

/// Who looks after a finding and until when; from the exceptions catalogue (rules D2.1).
package typealias Stewardship = (Finding.Code) -> (owner: String, due: Day)

/// A table that a page is projected into: its columns, and the rows a page gives.
struct Projection: Sendable {
    let table: String
    let columns: [String]
    /// How many leading columns are the row's key and its order.
    let keys: Int
    /// Picks the rows of one batch: `run` and `batch` are its place, `first` to `last` its ids.
    let filter: String
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
    /// Without owner and due day, which follow from the catalogue and not from the page.
    static let finding = Projection(
        table: "finding",
        columns: [
            "id", "run_id", "supply_point_id", "code", "severity", "rule", "figures",
            "currency", "money_at_risk",
        ], keys: 1, filter: "id BETWEEN :first AND :last")
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
}

extension RowWriter {
    init(_ database: Database, _ projection: Projection) throws {
        try self.init(database, into: projection.table, projection.columns)
    }
}

extension Books {
    /// Writes the rows of a run page, in the transaction that writes the page.
    package func insertRows(
        of page: RunPage, raisedOn: Day, event: Int64, steward: Stewardship
    ) throws {
        try insertOwnRows(of: page, raisedOn: raisedOn, steward: steward)
        try insertEstimates(of: page, event: event)
    }

    /// Writes the rows of a run page that nobody else writes.
    package func insertOwnRows(
        of page: RunPage, raisedOn: Day, steward: Stewardship
    ) throws {
        var outcomes = try RowWriter(db, .outcome)
        try page.outcomes(into: &outcomes)
        var bills = try RowWriter(db, .bill)
        try page.bills(into: &bills)
        var segments = try RowWriter(db, .segment)
        try page.segments(into: &segments)
        var lines = try RowWriter(db, .line)
        try page.lines(into: &lines)
        var taxes = try RowWriter(db, .tax)
        try page.taxes(into: &taxes)
        var readings = try RowWriter(db, .reading)
        try page.readings(into: &readings)
        var findings = try RowWriter(
            db, into: "finding", Projection.finding.columns + ["owner", "raised_on", "due_on"])
        try page.findings(into: &findings) { row, code in
            let (owner, due) = steward(code)
            row.add(owner)
            row.add(raisedOn)
            row.add(due)
        }
    }

    /// Makes the readings that a run estimated known, as from the event at which its calculation
    /// began. Others write readings too: only in `Installation.write`, or after `takeTurn`.
    package func insertEstimates(of page: RunPage, event: Int64) throws {
        for estimate in page.estimates { _ = try put(estimate.reading, event: event) }
    }
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
        for bill in bills {
            for (number, segment) in bill.segments.enumerated() {
                row.add(bill.id)
                row.add(number + 1)
                row.add(segment.supplyPointID)
                row.add(segment.agreementID)
                row.add(segment.tariffVersionID)
                row.add(segment.period.start)
                row.add(segment.period.end)
                row.add(segment.net)
                row.add(segment.tax)
                row.add(segment.total)
                try row.insert()
            }
        }
    }

    func lines(into row: inout some RowSink & ~Copyable) throws {
        for bill in bills {
            for (number, (segment, line)) in bill.numbered(\.lines).enumerated() {
                row.add(bill.id)
                row.add(number + 1)
                row.add(segment)
                row.add(line.charge)
                row.add(line.period.start)
                row.add(line.period.end)
                row.add(line.quantity.text)
                row.add(line.unit)
                row.add(line.price.text)
                row.add(line.amount)
                row.add(line.tax)
                try row.insert()
            }
        }
    }

    func taxes(into row: inout some RowSink & ~Copyable) throws {
        for bill in bills {
            for (number, (segment, tax)) in bill.numbered(\.taxes).enumerated() {
                row.add(bill.id)
                row.add(number + 1)
                row.add(segment)
                row.add(tax.code)
                row.add(tax.percent.text)
                row.add(tax.base)
                row.add(tax.amount)
                row.add(tax.isIncluded ? 1 : 0)
                try row.insert()
            }
        }
    }

    func readings(into row: inout some RowSink & ~Copyable) throws {
        for bill in bills {
            let readings = bill.segments.flatMap(\.readings).sorted {
                ($0.registerID, $0.closingDay) < ($1.registerID, $1.closingDay)
            }
            for reading in readings {
                row.add(bill.id)
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

    func findings<Sink: RowSink & ~Copyable>(
        into row: inout Sink, also: (inout Sink, Finding.Code) -> Void = { _, _ in }
    ) throws {
        var place = 0
        for outcome in outcomes {
            for raised in outcome.findings {
                place += 1
                row.add(BillID.make(run: runID, batch: batch, place: place))
                row.add(runID)
                row.add(outcome.supplyPointID)
                row.add(raised.finding.code.rawValue)
                row.add(raised.finding.severity.rawValue)
                row.add(raised.finding.rule)
                row.add(raised.finding.figuresText)
                row.add(raised.moneyAtRisk.currency.rawValue)
                row.add(raised.moneyAtRisk.minorUnits)
                also(&row, raised.finding.code)
                try row.insert()
            }
        }
    }
}

extension Bill {
    /// The items of all segments in order, each with the number of its segment.
    func numbered<Item>(_ items: (Segment) -> [Item]) -> [(segment: Int, item: Item)] {
        segments.enumerated().flatMap { index, segment in
            items(segment).map { (index + 1, $0) }
        }
    }
}

extension Finding {
    /// The figures as one line of text: `used 812 kWh; expected 240 kWh`.
    package var figuresText: String {
        figures.map { "\($0.name) \($0.figure)" }.joined(separator: "; ")
    }
}
