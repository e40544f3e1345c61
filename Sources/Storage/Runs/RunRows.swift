package import Billing
import GRDB
package import Measures

/// Who looks after a finding and until when; from the exceptions catalogue (rules D2.1).
package typealias Stewardship = (Finding.Code) -> (owner: String, due: Day)

/// The rows that people query, made from a page: a projection that can be built again.
extension Books {
    /// Writes the rows of a run page, in the transaction that writes the page.
    package func insertRows(
        of page: RunPage, raisedOn: Day, event: Int64, steward: Stewardship
    ) throws {
        try insertOutcomes(page)
        try insertBills(page)
        try insertSegments(page)
        try insertLines(page)
        try insertTaxes(page)
        try insertReadings(page)
        try insertFindings(page, raisedOn: raisedOn, steward: steward)
        try insertEstimates(page, event: event)
    }

    private func insertOutcomes(
        _ page: RunPage
    ) throws {
        var row = try RowWriter(
            db, into: "outcome", ["run_id", "supply_point_id", "batch_no", "kind"])
        for outcome in page.outcomes {
            row.add(page.runID)
            row.add(outcome.supplyPointID)
            row.add(page.batch)
            row.add(outcome.kind.rawValue)
            try row.insert()
        }
    }

    private func insertBills(
        _ page: RunPage
    ) throws {
        var row = try RowWriter(
            db, into: "bill",
            [
                "id", "run_id", "batch_no", "account_id", "premises_id", "currency",
                "from_day", "to_day", "net", "tax", "total", "estimated",
            ])
        for bill in page.bills {
            let period = bill.period
            row.add(bill.id)
            row.add(page.runID)
            row.add(page.batch)
            row.add(bill.accountID)
            row.add(bill.premisesID)
            row.add(bill.currency.rawValue)
            row.add(period.start)
            row.add(period.end)
            row.add(bill.net.minorUnits)
            row.add(bill.tax.minorUnits)
            row.add(bill.total.minorUnits)
            row.add(bill.isEstimated ? 1 : 0)
            try row.insert()
        }
    }

    private func insertSegments(
        _ page: RunPage
    ) throws {
        var row = try RowWriter(
            db, into: "segment",
            [
                "bill_id", "segment_no", "supply_point_id", "agreement_id",
                "tariff_version_id", "from_day", "to_day", "net", "tax", "total",
            ])
        for bill in page.bills {
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

    private func insertLines(
        _ page: RunPage
    ) throws {
        var row = try RowWriter(
            db, into: "bill_line",
            [
                "bill_id", "line_no", "segment_no", "charge", "from_day", "to_day",
                "quantity", "unit", "price", "amount", "tax_code",
            ])
        for bill in page.bills {
            var number = 0
            for (segmentNo, segment) in bill.segments.enumerated() {
                for line in segment.lines {
                    number += 1
                    row.add(bill.id)
                    row.add(number)
                    row.add(segmentNo + 1)
                    add(line, to: &row)
                    try row.insert()
                }
            }
        }
    }

    private func add(_ line: BillLine, to row: inout RowWriter) {
        row.add(line.charge)
        row.add(line.period.start)
        row.add(line.period.end)
        row.add(line.quantity.text)
        row.add(line.unit)
        row.add(line.price.text)
        row.add(line.amount)
        row.add(line.tax)
    }

    private func insertTaxes(
        _ page: RunPage
    ) throws {
        var row = try RowWriter(
            db, into: "bill_tax",
            [
                "bill_id", "tax_no", "segment_no", "tax_code", "percent", "base", "amount",
                "included",
            ])
        for bill in page.bills {
            var number = 0
            for (segmentNo, segment) in bill.segments.enumerated() {
                for tax in segment.taxes {
                    number += 1
                    row.add(bill.id)
                    row.add(number)
                    row.add(segmentNo + 1)
                    row.add(tax.code)
                    row.add(tax.percent.text)
                    row.add(tax.base)
                    row.add(tax.amount)
                    row.add(tax.isIncluded ? 1 : 0)
                    try row.insert()
                }
            }
        }
    }

    private func insertReadings(
        _ page: RunPage
    ) throws {
        var row = try RowWriter(
            db, into: "bill_reading",
            [
                "register_id", "closing_day", "bill_id", "opening_day", "opening_value",
                "opening_type", "closing_value", "closing_type", "consumption",
            ])
        for bill in page.bills {
            for segment in bill.segments {
                for reading in segment.readings {
                    row.add(reading.registerID)
                    row.add(reading.closingDay)
                    row.add(bill.id)
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
    }

    private func insertFindings(
        _ page: RunPage, raisedOn: Day, steward: Stewardship
    ) throws {
        var row = try RowWriter(
            db, into: "finding",
            [
                "id", "run_id", "supply_point_id", "code", "severity", "rule", "figures",
                "currency", "money_at_risk", "owner", "raised_on", "due_on",
            ])
        var place = 0
        for outcome in page.outcomes {
            for raised in outcome.findings {
                place += 1
                let (owner, due) = steward(raised.finding.code)
                row.add(BillID.make(run: page.runID, batch: page.batch, place: place))
                row.add(page.runID)
                row.add(outcome.supplyPointID)
                row.add(raised.finding.code.rawValue)
                row.add(raised.finding.severity.rawValue)
                row.add(raised.finding.rule)
                row.add(raised.finding.figuresText)
                row.add(raised.moneyAtRisk.currency.rawValue)
                row.add(raised.moneyAtRisk.minorUnits)
                row.add(owner)
                row.add(raisedOn)
                row.add(due)
                try row.insert()
            }
        }
    }

    /// Estimates become readings: facts known from the event of the run's calculation.
    private func insertEstimates(_ page: RunPage, event: Int64) throws {
        for estimate in page.estimates {
            _ = try put(estimate.reading, event: event)
        }
    }
}

extension Finding {
    /// The figures as one line of text: `use 812 kWh; expected 240 kWh`.
    package var figuresText: String {
        figures.map { "\($0.name) \($0.figure)" }.joined(separator: "; ")
    }
}
