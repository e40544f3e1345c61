/// The chain of events, and what each of them brought.
package struct ProofStore: RoomStore {
    let books: Books
}

extension Books {
    package var proofs: ProofStore { ProofStore(books: self) }
}
