/// What events know of the acts that they record: who, to what, allowed by what, and the answer.
package struct ActStore: RoomStore {
    let books: Books
}

extension Books {
    package var acts: ActStore { ActStore(books: self) }
}
