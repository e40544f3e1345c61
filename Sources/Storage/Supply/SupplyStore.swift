/// Schemes, premises, supply points, their agreements and properties.
package struct SupplyStore: RoomStore {
    let books: Books
}

extension Books {
    package var supply: SupplyStore { SupplyStore(books: self) }
}
