/// Versions of tariff books and policies, and price series.
package struct TariffStore: RoomStore {
    let books: Books
}

extension Books {
    package var tariffs: TariffStore { TariffStore(books: self) }
}
