import Measures

/// A bill that more points of the premises may still come onto.
struct OpenBill {
    let accountID: Int64
    let currency: Currency
    private(set) var segments: [BilledSegment]
    /// Digests of the facts of its points, in order; none where there is no hash function. Nearly
    /// all bills have one point and one key.
    private(set) var digest: Digest?
    private(set) var otherDigests: [Digest] = []
    private(set) var key: RuleKey
    private(set) var otherKeys: [RuleKey] = []
    private var lastPoint: Int64

    init(
        accountID: Int64, currency: Currency, _ segment: BilledSegment, rules key: RuleKey,
        facts digest: Digest?
    ) {
        (self.accountID, self.currency, self.key, self.digest) = (accountID, currency, key, digest)
        segments = [segment]
        lastPoint = segment.supplyPointID
    }

    func isOf(_ account: Int64, _ currency: Currency) -> Bool {
        accountID == account && self.currency == currency
    }

    mutating func add(_ segment: BilledSegment, rules key: RuleKey, facts digest: Digest?) {
        if let digest, lastPoint != segment.supplyPointID { otherDigests.append(digest) }
        lastPoint = segment.supplyPointID
        segments.append(segment)
        if key != self.key, !otherKeys.contains(key) { otherKeys.append(key) }
    }
}
