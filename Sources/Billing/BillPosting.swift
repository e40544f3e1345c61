package import Ledger
package import Measures

extension Bill {
    /// How the bill posts when it is released (rules F5 event 1, F5.3): receivables against
    /// revenue by account and output tax, tax contained in prices taken out of the revenue.
    package func entry(day: Day, reference: String) throws(Entry.Refused) -> Entry {
        var credits = Credits()
        for segment in segments { credits.add(segment) }
        var postings = [Posting(.receivable, customer: accountID, total)]
        for (account, amount) in credits.byAccount where amount != 0 {
            postings.append(
                Posting(account, Money(minorUnits: -amount, currency: currency)))
        }
        return try Entry(day: day, reference: reference, postings: postings)
    }
}

/// Amounts to credit, by account in order of first use.
private struct Credits {
    private(set) var byAccount: [(LedgerAccount, Int64)] = []

    mutating func add(_ segment: Segment) {
        for line in segment.lines { add(line.amount, to: line.account) }
        for tax in segment.taxes {
            add(tax.amount, to: .vatOutput)
            if tax.isIncluded { takeOut(tax, of: segment) }
        }
    }

    /// Takes contained tax out of the accounts its lines went to, in proportion; what does not
    /// divide stays with the first of them.
    private mutating func takeOut(_ tax: BillTax, of segment: Segment) {
        var shares = Credits()
        for line in segment.lines where line.tax == tax.code {
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
