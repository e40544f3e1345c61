package import Storage

/// Copies the books to a database and proves that nothing changed.
package struct MoveToDatabase: Sendable {
    let door: Door

    package init(_ door: Door) { self.door = door }

    /// The tables with their digests on both sides. Where one differs nothing was stored, as on a
    /// dry run.
    package func callAsFunction(
        _ place: InstallationPlace, isDryRun: Bool
    ) throws -> [MovedTable] {
        guard let address = place.address else { return [] }
        do {
            return try door.reading(.maintainBooks).move(to: address, isDryRun: isDryRun)
        } catch let differ as BooksDiffer {
            return differ.tables
        }
    }
}
