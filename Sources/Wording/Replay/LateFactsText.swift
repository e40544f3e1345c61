import Documents
package import Measures
package import Operations
import Supply

/// Bills touched by late facts as text and JSON.
package enum LateFactsText {
    package static let shown = 50

    package static func text(_ found: LateFactsFound) -> String {
        let looked = "\(counted(found.looked, "released bill")) of \(counted(found.runs, "run"))"
        guard !found.bills.isEmpty else { return "No fact learnt since touches \(looked)." }
        var table = Table([
            .number("Run"), .text("Bill"), .text("Account"), .text("Premises"), .number("Billed"),
            .number("Would be"), .number("Moves"),
        ])
        for bill in found.bills.prefix(shown) {
            let code = bill.currency.rawValue
            table.add([
                "\(bill.run)", bill.reference ?? "a new one", bill.account, bill.premises,
                amount(bill.before, code), after(bill),
                bill.held.isEmpty ? ReplayText.moved(bill.money, code) : "",
            ])
        }
        let sums = found.totals.sorted { $0.key < $1.key }
        for (index, sum) in sums.enumerated() {
            let bills = index == 0 ? counted(found.bills.count, "bill") : ""
            let cells = ["", bills, "", "", "", "", ReplayText.moved(sum.value, sum.key)]
            table.addTotal(cells)
        }
        return "Facts learnt since \(what(found, looked)).\n\n" + table.text(width: 110)
            + left(found)
    }

    /// `touch 1 of 1 released bill of 1 run, and call for 1 new bill`.
    private static func what(_ found: LateFactsFound, _ looked: String) -> String {
        let new = "call for \(counted(found.missing, "new bill"))"
        guard found.touched > 0 else { return "\(new), and touch none of \(looked)" }
        let touched = "touch \(grouped(found.touched)) of \(looked)"
        return found.missing > 0 ? "\(touched), and \(new)" : touched
    }

    private static func left(_ found: LateFactsFound) -> String {
        let more = found.bills.count - shown
        return (more > 0 ? "and \(grouped(more)) more\n" : "")
            + "Each with its facts: plumbline bill replay BILL --as-known DAY\n"
    }

    private static func after(_ bill: AffectedBill) -> String {
        bill.held.isEmpty
            ? amount(bill.after, bill.currency.rawValue) : bill.held.joined(separator: "; ")
    }

    private static func amount(_ minor: Int64?, _ code: String) -> String {
        minor.map { Money.forPeople(minorUnits: $0, code: code) } ?? "no bill"
    }

    package static func json(_ found: LateFactsFound) -> JSONValue {
        [
            "runs": .count(found.runs), "looked": .count(found.looked),
            "affected": .count(found.touched), "new": .count(found.missing),
            "totals": .amounts(found.totals),
            "bills": .array(found.bills.map(json)),
        ]
    }

    private static func json(_ bill: AffectedBill) -> JSONValue {
        [
            "run": .int(bill.run), "bill": bill.id.map { .int($0) } ?? .null,
            "number": .optional(bill.reference), "account": .string(bill.account),
            "premises": .string(bill.premises), "currency": .string(bill.currency.rawValue),
            "before": bill.before.map { .int($0) } ?? .null,
            "after": bill.after.map { .int($0) } ?? .null, "moved": .int(bill.money),
            "held": .array(bill.held.map { .string($0) }),
        ]
    }
}
