/// The chain of events and their pins.
package struct ProofStore: RoomStore {
    let books: Books
}

extension Books {
    package var proofs: ProofStore { ProofStore(books: self) }
}
