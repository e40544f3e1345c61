/// Checks of what is stored against what it follows from.
package struct MaintenanceStore: RoomStore {
    let books: Books
}

extension Books {
    package var maintenance: MaintenanceStore { MaintenanceStore(books: self) }
}
