/// People, their roles, limits and credentials.
package struct AccessStore: RoomStore {
    let books: Books
}

extension Books {
    package var access: AccessStore { AccessStore(books: self) }
}
