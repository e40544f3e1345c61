package import Billing
package import Measures

/// Released bills as JSON.
package enum BillList {
    package static func json(_ bills: [IssuedBill]) -> JSONValue {
        .array(
            bills.map { bill in
                [
                    "number": .string(bill.reference), "bill_id": .int(bill.billID),
                    "issued_on": .day(bill.issuedOn), "due_on": .day(bill.dueOn),
                ]
            })
    }
}
