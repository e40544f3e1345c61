/// The queries and changes of one room's tables, within one transaction. Tables of other rooms are
/// reached through `books`.
protocol RoomStore {
    var books: Books { get }
}

extension RoomStore {
    var db: Database { books.db }
    var clock: Clock { books.clock }
    var salts: Salts { books.salts }
    var engine: any Engine { books.engine }
    var pins: EventPins { books.pins }
    var many: ManyFacts? { books.many }
}
