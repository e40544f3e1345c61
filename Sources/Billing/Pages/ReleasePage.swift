package import Ledger
package import Measures

/// What releasing one batch did: the numbers given, and what each bill posts under its number.
package struct ReleasePage: Sendable, Hashable {
    /// How a page is written down. New pages take the latest; a page keeps the one it has.
    package enum Format: Int, Sendable, Hashable, CaseIterable {
        /// Numbers alone: what the bills post follows from their run page.
        case one = 1
        /// With the postings of each bill, so that the ledger stands in the journal as a whole.
        case two
    }

    package struct Issue: Sendable, Hashable {
        package var series: String
        package var number: Int64
        package var billID: Int64
        /// Debit above zero, credit below; they add up to zero. None in format 1.
        package var postings: [Posting]

        package init(series: String, number: Int64, billID: Int64, postings: [Posting] = []) {
            self.series = series
            self.number = number
            self.billID = billID
            self.postings = postings
        }

        /// The bill number as printed, such as `NORTHGATE-00000042`.
        package var reference: String {
            let digits = String(number)
            return series + "-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        }
    }

    package var format = Format.two
    package var runID: Int64
    package var batch: Int
    package var issuedOn: Day
    package var dueOn: Day
    package var issues: [Issue]

    package init(runID: Int64, batch: Int, issuedOn: Day, dueOn: Day, issues: [Issue]) {
        self.runID = runID
        self.batch = batch
        self.issuedOn = issuedOn
        self.dueOn = dueOn
        self.issues = issues
    }
}
