import Measures

/// Compares what facts say of erased values with what events say: nothing is erased without an
/// event, and nothing that was erased is there again.
struct ErasedValues {
    private struct Place: Hashable {
        let table: String
        let key: String
        let knownFrom: Int64
    }

    private var recorded: [Place: [ErasureRecord]] = [:]
    private(set) var problems: [String] = []

    init(_ books: Books) throws {
        for record in try books.erasures.records() where record.knownFrom > 0 {
            let place = Place(
                table: record.table, key: record.key, knownFrom: record.knownFrom)
            recorded[place, default: []].append(record)
        }
    }

    mutating func look(at found: PinsFound.Found) {
        guard let fact = found.table.fact, !fact.shape.hidden.isEmpty else { return }
        let place = Place(
            table: fact.name, key: ErasureStore.key(found.row.values, of: fact),
            knownFrom: found.event)
        let records = recorded[place] ?? []
        guard found.row.seal?.erased.isEmpty == false || !records.isEmpty else { return }
        let said = Set(records.flatMap(\.parts))
        let erased = erased(in: found.row, of: fact)
        for column in erased.columns.subtracting(said).sorted() {
            note(place, "\(column) is erased, and no event says so")
        }
        for column in said.subtracting(erased.columns).union(erased.planted).sorted() {
            note(place, "\(column) was erased, and is there again")
        }
        if erased.columns == said { compare(found.row, fact, with: records, at: place) }
    }

    /// The columns that are erased, and those of them that have a value all the same.
    private func erased(
        in row: SealedRow, of fact: FactTable
    ) -> (columns: Set<String>, planted: Set<String>) {
        let places = (row.seal?.erased ?? []).map { fact.shape.hidden[$0] }
        let planted = places.filter { !row.values[$0].isBlank }
        let names = fact.shape.columns
        return (Set(places.map { names[$0] }), Set(planted.map { names[$0] }))
    }

    /// What is left of the row is what the erasing events pinned.
    private mutating func compare(
        _ row: SealedRow, _ fact: FactTable, with records: [ErasureRecord], at place: Place
    ) {
        guard let seal = row.seal else { return }
        var writer = CanonicalWriter()
        let digest = fact.shape.saltedDigest(row.values, seal, with: &writer)
        if records.contains(where: { $0.digest != digest.bytes }) {
            note(place, "it is not what was left when values of it were erased")
        }
    }

    private mutating func note(_ place: Place, _ what: String) {
        problems.append("\(place.table) \(place.key), known from event \(place.knownFrom): \(what)")
    }
}
