package import Measures

// `Docs/rate-partition.md` says how the digests of bills come to one digest of all.

extension Bill {
    private static let mark = "plumbline bill 1"

    /// All that the bill says, as a page writes it, but for its id and with its proof in full: the
    /// same whatever batch, partition or engine it was made in.
    package var bytes: [UInt8] {
        var page = PageWriter()
        page.write(Bill.mark)
        page.writeCharges(of: self, inTime: segments.contains { !$0.inTime.isEmpty })
        page.out.write(proof != nil)
        if let proof {
            page.out.write(proof.facts)
            page.out.write(proof.rules)
        }
        return page.out.bytes
    }

    package func digested(_ hash: HashFunction) -> DigestedBill {
        DigestedBill(
            premisesID: premisesID, accountID: accountID, currency: currency,
            digest: bytes.withUnsafeBytes(hash))
    }
}

/// A bill by what tells it apart in its run and the digest of its bytes. A premises gets at most
/// one bill an account and currency.
package struct DigestedBill: Sendable, Hashable {
    package let premisesID: Int64
    package let accountID: Int64
    package let currency: Currency
    package let digest: Digest

    package init(premisesID: Int64, accountID: Int64, currency: Currency, digest: Digest) {
        self.premisesID = premisesID
        self.accountID = accountID
        self.currency = currency
        self.digest = digest
    }

    /// The line that goes into the digest of all bills, with its line feed.
    package var line: String {
        "\(premisesID) \(accountID) \(currency.rawValue) \(digest)\n"
    }

    /// Whether both are of one account, premises and currency, whatever they say.
    package func isSame(as other: DigestedBill) -> Bool {
        premisesID == other.premisesID && accountID == other.accountID
            && currency == other.currency
    }
}

extension DigestedBill: Comparable {
    package static func < (a: DigestedBill, b: DigestedBill) -> Bool {
        (a.premisesID, a.accountID, a.currency.rawValue)
            < (b.premisesID, b.accountID, b.currency.rawValue)
    }
}
