extension Schema {
    /// Postings of the general ledger. They follow from pages.
    static let ledger = [
        """
        -- One side of a balanced entry.
        CREATE TABLE posting (
          page_sequence {integer} NOT NULL REFERENCES page (sequence),
          posting_no {integer} NOT NULL, -- on its page
          entry_no {integer} NOT NULL, -- postings of one entry add up to zero
          day TEXT NOT NULL,
          reference TEXT NOT NULL, -- such as the bill's number
          ledger_account TEXT NOT NULL, -- such as income:water
          account_id {integer}, -- the customer's, on receivables
          currency TEXT NOT NULL,
          amount {integer} NOT NULL, -- minor units; debits are above zero
          bill_id {integer},
          PRIMARY KEY (page_sequence, posting_no)) {strict}{clustered}
        """,
        """
        CREATE INDEX posting_by_account ON posting (account_id, day)
        WHERE account_id IS NOT NULL
        """,
    ]
}
