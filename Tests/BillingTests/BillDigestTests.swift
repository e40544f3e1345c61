import Billing
import Ledger
import Measures
import Testing

@Suite("Digests of bills")
struct BillDigestTests {
    /// Sums bytes up; enough to tell what was hashed.
    static let hash: HashFunction = { bytes in
        var sums = [UInt8](repeating: 0, count: 32)
        for (index, byte) in bytes.enumerated() {
            sums[index % 32] = sums[index % 32] &* 31 &+ byte
        }
        return Digest(sums)!
    }

    private func bill(
        id: Int64 = 1, account: Int64 = 7, premises: Int64 = 8, _ currency: Currency = .gbp,
        amount: Int64 = 100, proof: BillProof? = nil
    ) -> Bill {
        Bill(
            id: id, accountID: account, premisesID: premises, currency: currency,
            segments: [segment([line("A", amount, LedgerAccount("income:a"))])], proof: proof)
    }

    @Test("the id is left out: the same bill of another batch has the same bytes")
    func id() {
        #expect(bill(id: 1).bytes == bill(id: 2).bytes)
        #expect(bill(id: 1).digested(Self.hash) == bill(id: 2).digested(Self.hash))
    }

    @Test("everything else counts")
    func others() {
        let proof = BillProof(facts: .none, rules: .none)
        let other = BillProof(facts: .none, rules: Digest([UInt8](repeating: 1, count: 32))!)
        let bills = [
            bill(), bill(account: 9), bill(premises: 9), bill(.aud), bill(amount: 101),
            bill(proof: proof), bill(proof: other),
        ]
        #expect(Set(bills.map(\.bytes)).count == bills.count)
    }

    @Test("they stand in order of premises and account as numbers, then currency")
    func order() {
        let digests = [
            bill(account: 1, premises: 10), bill(account: 2, premises: 9),
            bill(account: 10, premises: 2), bill(account: 9, premises: 2),
            bill(account: 9, premises: 2, .aud),
        ].map { $0.digested(Self.hash) }
        #expect(
            digests.sorted().map { $0.line.split(separator: " ").dropLast().joined(separator: " ") }
                == ["2 9 AUD", "2 9 GBP", "2 10 GBP", "9 2 GBP", "10 1 GBP"])
        #expect(digests[0].line.hasSuffix(" \(digests[0].digest)\n"))
    }
}
