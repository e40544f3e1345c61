import Billing
import Ledger
import Measures
import Testing

@Suite("Sums of release pages")
struct JournalSumsTests {
    @Test("the sums are those of the postings, whatever the order of currencies", arguments: 1...40)
    func sums(seed: UInt64) throws {
        var pages = RandomPages(seed)
        var (sums, expected) = (JournalSums(), Balances())
        var (entries, postings) = (0, 0)
        for _ in 0..<3 {
            let page = pages.release()
            #expect(try sums.add(releasePage: page.bytes), "seed \(seed)")
            for issue in page.issues {
                let entry = try Entry(
                    day: page.issuedOn, reference: issue.reference, postings: issue.postings)
                try expected.book(entry)
                entries += 1
                postings += entry.postings.count
            }
        }
        #expect(sums.entries == entries && sums.postings == postings, "seed \(seed)")
        for (index, amount) in sums.balances {
            let balance = expected.balance(of: index.account, in: index.currency)
            #expect(balance.minorUnits == amount, "seed \(seed), \(index)")
        }
        let total = sums.balances.values.reduce(0, +)
        #expect(total == 0, "seed \(seed)")
    }

    private func page(_ postings: [Posting]) -> ReleasePage {
        let issue = ReleasePage.Issue(series: "N", number: 1, billID: 7, postings: postings)
        return ReleasePage(
            runID: 1, batch: 1, issuedOn: april, dueOn: april + 14, issues: [issue])
    }

    private func money(_ pence: Int64) -> Money { Money(minorUnits: pence, currency: .gbp) }

    @Test("an entry that does not add up to zero is named, and nothing is added (rule F5.1)")
    func unbalanced() {
        var sums = JournalSums()
        let wrong = page([
            Posting(.receivable, customer: 3, money(100)), Posting(.revenue, money(-99)),
        ])
        #expect(throws: JournalSums.Refused.doesNotBalance(billID: 7)) {
            try sums.add(releasePage: wrong.bytes)
        }
        #expect(sums == JournalSums())
    }

    @Test("a page of the day counts, one of the day after does not, nor one of format 1")
    func days() throws {
        let bytes = page([
            Posting(.receivable, customer: 3, money(100)), Posting(.revenue, money(-100)),
        ]).bytes
        var sums = JournalSums()
        #expect(try !sums.add(releasePage: bytes, through: april - 1))
        #expect(try sums.add(releasePage: bytes, through: april))
        #expect(sums.balances.values.sorted() == [-100, 100])
        var old = page([])
        old.format = .one
        #expect(try !sums.add(releasePage: old.bytes))
        #expect(sums.entries == 1)
    }

    @Test(
        "amounts and numbers of every length are read as they are written", arguments: Int64(0)..<63
    )
    func lengths(bits: Int64) throws {
        let power = Int64(1) << bits
        for amount in [power, power - 1, -power, -power - 1] {
            let issue = ReleasePage.Issue(
                series: "N", number: abs(amount), billID: amount,
                postings: [
                    Posting(.receivable, customer: abs(amount), money(amount)),
                    Posting(.revenue, money(-amount)),
                ])
            let page = ReleasePage(
                runID: 1, batch: 1, issuedOn: april, dueOn: april + 14, issues: [issue])
            var sums = JournalSums()
            #expect(try sums.add(releasePage: page.bytes))
            #expect(sums.postings == 2, "amount \(amount)")
            #expect(
                Set(sums.balances.values) == (amount == 0 ? [] : [amount, -amount]),
                "amount \(amount)")
        }
    }

    @Test("sums past the range are refused")
    func range() throws {
        let bytes = page([
            Posting(.receivable, customer: 3, money(.max)), Posting(.revenue, money(-.max)),
        ]).bytes
        var sums = JournalSums()
        #expect(try sums.add(releasePage: bytes))
        #expect(throws: JournalSums.Refused.self) { try sums.add(releasePage: bytes) }
    }

    @Test("every cut and many changes are refused or read, and never stop the program")
    func damaged() {
        var pages = RandomPages(11)
        let bytes = pages.release().bytes
        for length in bytes.indices {
            var sums = JournalSums()
            #expect(throws: JournalSums.Refused.self, "cut \(length)") {
                try sums.add(releasePage: Array(bytes[..<length]))
            }
        }
        for index in bytes.indices {
            var (changed, sums) = (bytes, JournalSums())
            changed[index] ^= 0x55
            _ = try? sums.add(releasePage: changed)
        }
    }
}
