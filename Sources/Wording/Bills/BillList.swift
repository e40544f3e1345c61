package import Billing
import Measures

/// Released bills, one a line.
package enum BillList {
    package static func answer(_ bills: [IssuedBill]) -> Answer {
        let lines = bills.map { "\($0.reference)  issued \($0.issuedOn)  due \($0.dueOn)" }
        return Answer(
            lines.isEmpty ? "No bills were released." : lines.joined(separator: "\n"), json(bills))
    }

    package static func noLine(_ number: Int) -> String { "The bill has no line \(number)." }

    private static func json(_ bills: [IssuedBill]) -> JSONValue {
        .array(
            bills.map { bill in
                [
                    "number": .string(bill.reference), "bill_id": .int(bill.billID),
                    "issued_on": .day(bill.issuedOn), "due_on": .day(bill.dueOn),
                ]
            })
    }
}
