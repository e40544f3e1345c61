package import Billing
import Documents
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
        package let lines: [Working]
        package let taxes: [Working]
        package let tariff: TariffInForce
    }

    /// Finds a bill by its printed number or id and works it out again.
    ///
    /// Throws `BillProblem.doesNotReplay` where the amounts differ: the explanation of a figure
    /// is only shown where it leads to that figure.
    package init(_ books: Books, _ reference: String) throws {
        guard let id = try books.billID(reference), let bill = try books.bill(id) else {
            throw BillProblem.noSuchBill(reference)
        }
        try self.init(books, bill, try books.issue(ofBill: id))
    }

    /// Works out a bill again that was read already.
    init(_ books: Books, _ bill: Bill, _ issue: IssuedBill?) throws {
        self.bill = bill
        self.issue = issue
        workings = try bill.segments.map { try ExplainedBill.again($0, bill, books) }
    }

    private static func again(
        _ segment: Segment, _ bill: Bill, _ books: Books
    ) throws -> SegmentWorkings {
        guard let version = try books.tariffVersion(segment.tariffVersionID) else {
            throw BillProblem.tariffMissing(version: segment.tariffVersionID)
        }
        let tariff = try version.inForce()
        let rated = try tariff.rateAgain(segment)
        for (index, line) in segment.lines.enumerated() {
            let again = rated.lines.indices.contains(index) ? rated.lines[index].minorUnits : 0
            guard again == line.amount, rated.lines.count == segment.lines.count else {
                throw BillProblem.doesNotReplay(
                    bill: bill.id, charge: line.charge, billed: line.amount, again: again)
            }
        }
        return SegmentWorkings(
            labels: rated.lines.map { tariff.plan.label(of: $0, rated) }, lines: rated.workings,
            taxes: rated.taxWorkings, tariff: tariff)
    }
}
