/// Events, imported files and the business day.
package struct EventStore: RoomStore {
    let books: Books
}

extension Books {
    package var events: EventStore { EventStore(books: self) }
}
