package import Measures
package import Storage

/// A head of the ledger that was kept outside the books: all of it, or its digest alone.
package enum KeptHead: Sendable, Hashable {
    case whole(LedgerHead)
    case digest(Digest)

    /// Why the books do not hold it; nil where they do.
    package func lost(in door: Door) throws -> HeadLost? {
        try door.read(.readLedger, rows: .none) { books in
            do {
                switch self {
                case .whole(let head): try books.ledger.verify(head)
                case .digest(let digest):
                    try books.ledger.verify(try books.ledger.head(withDigest: digest))
                }
                return nil
            } catch let lost as HeadLost { return lost }
        }
    }
}
