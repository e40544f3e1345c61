/// People, what they may do, and what they show to be believed.
package struct AccessStore: RoomStore {
    let books: Books
}

extension Books {
    package var access: AccessStore { AccessStore(books: self) }
}
