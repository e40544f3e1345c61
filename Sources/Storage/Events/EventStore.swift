/// What happened, who did it and why; what has been imported; the business day.
package struct EventStore: RoomStore {
    let books: Books
}

extension Books {
    package var events: EventStore { EventStore(books: self) }
}
