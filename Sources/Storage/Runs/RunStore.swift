/// Runs, their journal pages, and rows derived from pages.
package struct RunStore: RoomStore {
    let books: Books
}

extension Books {
    package var runs: RunStore { RunStore(books: self) }
}
