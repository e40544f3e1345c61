/// Registers, readings and interval data.
package struct MeterStore: RoomStore {
    let books: Books
}

extension Books {
    package var meters: MeterStore { MeterStore(books: self) }
}
