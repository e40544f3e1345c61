/// Checks of stored data.
package struct MaintenanceStore: RoomStore {
    let books: Books
}

extension Books {
    package var maintenance: MaintenanceStore { MaintenanceStore(books: self) }
}
