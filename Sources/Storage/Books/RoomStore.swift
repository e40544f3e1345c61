/// The part of the books that one room owns, within one transaction: its tables and nothing else.
/// Another room's are asked through `books`.
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
