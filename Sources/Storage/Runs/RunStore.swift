/// Runs, their pages of the journal, and the rows that follow from pages.
package struct RunStore: RoomStore {
    let books: Books
}

extension Books {
    package var runs: RunStore { RunStore(books: self) }
}
