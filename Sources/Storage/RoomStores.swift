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

/// What happened, who did it and why; what has been imported; the business day.
package struct EventStore: RoomStore {
    let books: Books
}

/// Parties and their accounts.
package struct CustomerStore: RoomStore {
    let books: Books
}

/// Schemes, premises, supply points, their agreements and properties.
package struct SupplyStore: RoomStore {
    let books: Books
}

/// Registers, readings and months of intervals.
package struct MeterStore: RoomStore {
    let books: Books
}

/// Versions of tariff books and policies, and price series.
package struct TariffStore: RoomStore {
    let books: Books
}

/// Released bills, and the findings that hold others.
package struct BillStore: RoomStore {
    let books: Books
}

/// Runs, their pages of the journal, and the rows that follow from pages.
package struct RunStore: RoomStore {
    let books: Books
}

/// Postings, balances, statements and the head of the journal.
package struct LedgerStore: RoomStore {
    let books: Books
}

/// The chain of events, and what each of them brought.
package struct ProofStore: RoomStore {
    let books: Books
}

/// Checks of what is stored against what it follows from.
package struct MaintenanceStore: RoomStore {
    let books: Books
}

/// Batches of a run that several workers share.
package struct WorkStore: RoomStore {
    let books: Books
}

extension Books {
    package var events: EventStore { EventStore(books: self) }
    package var customers: CustomerStore { CustomerStore(books: self) }
    package var supply: SupplyStore { SupplyStore(books: self) }
    package var meters: MeterStore { MeterStore(books: self) }
    package var tariffs: TariffStore { TariffStore(books: self) }
    package var bills: BillStore { BillStore(books: self) }
    package var runs: RunStore { RunStore(books: self) }
    package var ledger: LedgerStore { LedgerStore(books: self) }
    package var proofs: ProofStore { ProofStore(books: self) }
    package var maintenance: MaintenanceStore { MaintenanceStore(books: self) }
    package var work: WorkStore { WorkStore(books: self) }
}
