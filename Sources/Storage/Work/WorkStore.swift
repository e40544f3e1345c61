/// Batches of a run that several workers share.
package struct WorkStore: RoomStore {
    let books: Books
}

extension Books {
    package var work: WorkStore { WorkStore(books: self) }
}
