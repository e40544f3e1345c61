package import Ledger
package import Measures

extension Bill {
    /// How the bill posts when it is released (rules F5 event 1, F5.3): receivables against
    /// revenue by account and output tax, tax contained in prices taken out of the revenue.
    package func entry(day: Day, reference: String) throws(Entry.Refused) -> Entry {
        var credits = Credits()
        for segment in segments { credits.add(segment) }
        return try Entry(
            day: day, reference: reference,
            postings: credits.postings(
                of: accountID, total: total.minorUnits, in: currency))
    }
}

/// What posting needs of a line and of a tax.
struct CreditedLine {
    let amount: Int64
    let tax: String
    let account: LedgerAccount
}

struct CreditedTax {
    let code: String
    let amount: Int64
    let isIncluded: Bool
}

/// Amounts to credit, by account in order of first use.
struct Credits {
    private(set) var byAccount: [(LedgerAccount, Int64)] = []

    mutating func add(_ segment: BilledSegment) {
        add(
            segment.lines.map {
                CreditedLine(amount: $0.amount, tax: $0.tax, account: $0.account)
            },
            segment.taxes.map {
                CreditedTax(code: $0.code, amount: $0.amount, isIncluded: $0.isIncluded)
            })
    }

    /// The lines and taxes of one segment.
    mutating func add(_ lines: [CreditedLine], _ taxes: [CreditedTax]) {
        for line in lines { add(line.amount, to: line.account) }
        for tax in taxes {
            add(tax.amount, to: .vatOutput)
            if tax.isIncluded { takeOut(tax, of: lines) }
        }
    }

    /// The customer's receivable of a total, and what stands against it.
    func postings(of customer: Int64, total: Int64, in currency: Currency) -> [Posting] {
        func money(_ amount: Int64) -> Money { Money(minorUnits: amount, currency: currency) }
        return [Posting(.receivable, customer: customer, money(total))]
            + byAccount.filter { $0.1 != 0 }.map { Posting($0.0, money(-$0.1)) }
    }

    /// Takes contained tax out of the accounts its lines went to, in proportion; what does not
    /// divide stays with the first of them.
    private mutating func takeOut(_ tax: CreditedTax, of lines: [CreditedLine]) {
        var shares = Credits()
        for line in lines where line.tax == tax.code {
            shares.add(line.amount, to: line.account)
        }
        let base = shares.byAccount.reduce(0) { $0 + $1.1 }
        guard base != 0, let first = shares.byAccount.first else {
            add(-tax.amount, to: .revenue)
            return
        }
        var left = tax.amount
        for (account, share) in shares.byAccount.dropFirst() {
            let part = Int64(Int128(tax.amount) * Int128(share) / Int128(base))
            add(-part, to: account)
            left -= part
        }
        add(-left, to: first.0)
    }

    private mutating func add(_ amount: Int64, to account: LedgerAccount) {
        if let index = byAccount.firstIndex(where: { $0.0 == account }) {
            byAccount[index].1 += amount
        } else {
            byAccount.append((account, amount))
        }
    }
}
