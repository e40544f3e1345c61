package import Billing
package import Documents
package import Measures
package import Storage
import Supply
import Tariffs

/// What is wrong with a request about a bill.
package enum BillProblem: Error, Hashable, Sendable {
    case noSuchBill(String)
    /// The stored bill and its tariff do not give the same amounts again.
    case doesNotReplay(bill: Int64, charge: String, billed: Int64, again: Int64)
    case tariffMissing(version: Int64)
}

/// A bill with the workings of all its figures, rated again from what it was made of.
package struct ExplainedBill: Sendable {
    package let bill: Bill
    package let issue: IssuedBill?
    /// In the order of the segments, their lines and their taxes.
    package let workings: [SegmentWorkings]

    package struct SegmentWorkings: Sendable {
        /// As the customer reads them, with quantity and price.
        package let labels: [String]
        /// How quantity and price of each make its amount.
        package let forms: [SegmentDocument.Line.Form]
        package let lines: [Working]
        package let taxes: [Working]
        package let tariff: TariffInForce
    }

    /// Finds a bill by its printed number or id and works it out again.
    ///
    /// Throws `BillProblem.doesNotReplay` where the amounts differ: the explanation of a figure
    /// is only shown where it leads to that figure.
    package init(_ books: Books, _ reference: String) throws {
        guard let id = try books.bills.billID(reference), let bill = try books.bills.bill(id) else {
            throw BillProblem.noSuchBill(reference)
        }
        try self.init(bill, issue: try books.bills.issue(ofBill: id), BillSources(books))
    }

    /// The bill under a number that it has or will have.
    init(_ bill: Bill, issue: IssuedBill?, _ sources: BillSources) throws {
        self.bill = bill
        self.issue = issue
        workings = try bill.segments.map { try ExplainedBill.again($0, bill, sources: sources) }
    }

    private static func again(
        _ segment: BilledSegment, _ bill: Bill, sources: BillSources
    ) throws -> SegmentWorkings {
        let tariff = try sources.tariff(segment.tariffVersionID)
        let rated = try tariff.rateAgain(segment, beside: beside(segment, bill, sources: sources))
        for (index, line) in segment.lines.enumerated() {
            let again = rated.lines.indices.contains(index) ? rated.lines[index].minorUnits : 0
            guard again == line.amount, rated.lines.count == segment.lines.count else {
                throw BillProblem.doesNotReplay(
                    bill: bill.id, charge: line.charge, billed: line.amount, again: again)
            }
        }
        return SegmentWorkings(
            labels: rated.lines.map { tariff.plan.label(of: $0, rated) },
            forms: rated.lines.map { .init($0, tariff.plan) }, lines: rated.workings,
            taxes: rated.taxWorkings, tariff: tariff)
    }

    /// What the bill's other supply points used, where the tariff asks; the rules of the first
    /// version never told it.
    private static func beside(
        _ segment: BilledSegment, _ bill: Bill, sources: BillSources
    ) throws -> [BilledUsage] {
        guard try sources.tariff(segment.tariffVersionID).plan.asksWholeBill,
            try sources.run(BillID.run(of: bill.id)).record.ruleVersion >= RuleVersion.two.rawValue
        else { return [] }
        var fuels: [Int64: Commodity] = [:]
        for version in Set(bill.segments.map(\.tariffVersionID)) {
            fuels[version] = try sources.tariff(version).commodity
        }
        return bill.usedBeside(segment) { fuels[$0] }
    }
}
