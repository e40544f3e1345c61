/// Postings, balances, statements and the head of the journal.
package struct LedgerStore: RoomStore {
    let books: Books
}

extension Books {
    package var ledger: LedgerStore { LedgerStore(books: self) }
}
