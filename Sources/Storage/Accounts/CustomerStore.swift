/// Parties and their accounts.
package struct CustomerStore: RoomStore {
    let books: Books
}

extension Books {
    package var customers: CustomerStore { CustomerStore(books: self) }
}
