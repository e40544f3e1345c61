/// A segment of an earlier bill, and the account it was billed to.
package struct BilledBefore: Sendable, Hashable {
    package let accountID: Int64
    package let segment: BilledSegment

    package init(accountID: Int64, segment: BilledSegment) {
        self.accountID = accountID
        self.segment = segment
    }
}
