/// Released bills, and the findings that hold others.
package struct BillStore: RoomStore {
    let books: Books
}

extension Books {
    package var bills: BillStore { BillStore(books: self) }
}
