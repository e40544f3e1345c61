import Documents
package import Ledger
package import Measures
package import Operations
package import Storage

/// The ledger as text and JSON.
package enum LedgerText {
    package static func balance(
        _ balances: [(account: LedgerAccount, amount: Money)], _ day: Day
    ) -> String {
        guard !balances.isEmpty else { return "Nothing is posted up to \(day)." }
        var table = Table([.text("Ledger account"), .number("Debit"), .number("Credit")])
        var sums: [Currency: Int64] = [:]
        for (account, amount) in balances {
            sums[amount.currency, default: 0] += amount.minorUnits
            let isDebit = amount.minorUnits >= 0
            table.add([
                account.rawValue, isDebit ? amount.forPeople : "",
                isDebit ? "" : (-amount).forPeople,
            ])
        }
        let zeros = sums.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { Money(minorUnits: $0.value, currency: $0.key).forPeople }
        return "Trial balance on \(day)\n\n" + table.text()
            + "The sum of all postings is \(zeros.joined(separator: " and ")).\n"
    }

    package static func statement(_ account: String, rows: [StatementRow], on day: Day) -> String {
        var table = Table([
            .text("Day"), .text("Reference"), .number("Amount"), .number("Balance"),
        ])
        var balances: [Currency: Money] = [:]
        for row in rows {
            let currency = row.amount.currency
            let balance = balances[currency, default: .zero(currency)] + row.amount
            balances[currency] = balance
            table.add([
                "\(row.day)", row.reference, row.amount.forPeople, balance.forPeople,
            ])
        }
        guard !rows.isEmpty else { return "Nothing was posted to \(account) up to \(day)." }
        return "Statement of account \(account) on \(day)\n\n" + table.text()
    }

    package static func verdict(
        _ verdict: VerifyJournal.Verdict, hasKept: Bool, lost: HeadLost?
    ) -> String {
        guard hasKept else { return self.verdict(verdict) }
        let answer = lost.map { "The books do NOT hold the head that was kept.\n\($0.description)" }
        return self.verdict(verdict) + "\n" + (answer ?? "The head that was kept is in it.")
    }

    package static func verdict(_ verdict: VerifyJournal.Verdict) -> String {
        if let fault = verdict.fault { return "The journal does NOT hold.\n" + fault.description }
        let sums = verdict.trialBalance.sorted { $0.key < $1.key }
            .map { Money.forPeople(minorUnits: $0.value, code: $0.key) }.joined(separator: ", ")
        return """
            The journal holds.
            Pages that follow each other: \(grouped(verdict.pages)).
            As their pages say: \(counted(verdict.bills, "bill")), \
            \(counted(verdict.entries, "entry", plural: "entries")) with \
            \(counted(verdict.postings, "posting")).
            Trial balance: \(sums.isEmpty ? "no postings" : sums).
            Last page: \(verdict.head)
            """
    }

    package static func json(
        _ balances: [(account: LedgerAccount, amount: Money)], _ day: Day
    ) -> JSONValue {
        ["on": .day(day), "balances": json(balances)]
    }

    private static func json(_ balances: [(account: LedgerAccount, amount: Money)]) -> JSONValue {
        .array(
            balances.map {
                [
                    "account": .string($0.account.rawValue),
                    "currency": .string($0.amount.currency.rawValue),
                    "amount": .int($0.amount.minorUnits),
                ]
            })
    }

    package static func json(_ account: String, rows: [StatementRow], on day: Day) -> JSONValue {
        [
            "account": .string(account), "on": .day(day),
            "postings": .array(
                rows.map { row in
                    [
                        "day": .day(row.day), "reference": .string(row.reference),
                        "currency": .string(row.amount.currency.rawValue),
                        "amount": .int(row.amount.minorUnits),
                        "bill_id": row.billID.map { .int($0) } ?? .null,
                    ]
                }),
        ]
    }

    package static func json(
        _ verdict: VerifyJournal.Verdict, hasKept: Bool, lost: HeadLost?
    ) -> JSONValue {
        guard hasKept, case .object(var fields) = json(verdict) else { return json(verdict) }
        fields.append(JSONValue.Member("holds_head", .bool(lost == nil)))
        fields.append(JSONValue.Member("head_fault", .optional(lost?.description)))
        return .object(fields)
    }

    package static func json(_ verdict: VerifyJournal.Verdict) -> JSONValue {
        [
            "holds": .bool(verdict.fault == nil), "pages": .count(verdict.pages),
            "bills": .count(verdict.bills), "entries": .count(verdict.entries),
            "postings": .count(verdict.postings), "balances": json(verdict.balances),
            "head": .string(verdict.head.description),
            "fault": .optional(verdict.fault.map(\.description)),
        ]
    }

    /// The journal was written to a file.
    package static func exported(_ entries: Int, to file: String) -> Answer {
        Answer(
            "Wrote \(counted(entries, "entry", plural: "entries")) to \(file.shown).",
            ["entries": .count(entries), "file": .string(file)])
    }
}
