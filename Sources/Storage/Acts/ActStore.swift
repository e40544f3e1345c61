/// Records of acts, and proposals that wait for a second person.
package struct ActStore: RoomStore {
    let books: Books
}

extension Books {
    package var acts: ActStore { ActStore(books: self) }
}
