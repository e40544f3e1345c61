/// Whether a transaction may link pages and write readings, which a run's workers do too, beside
/// acts. On SQLite there is one writer.
final class Turn {
    fileprivate(set) var isHeld = false

    /// It was taken.
    func taken() { isHeld = true }
}

extension RoomStore {
    /// Waits until nobody else links pages or writes readings, once for each transaction.
    func waitForTurn() throws {
        guard !books.turn.isHeld else { return }
        try db.waitForTurn()
        books.turn.taken()
    }
}
