/// Facts by id, each fetched once: one when it is asked for, or many together before that.
final class BatchCache<Fact> {
    private let fetch: ([Int64]) throws -> [Int64: Fact]
    /// Nil for an id that nothing is known of.
    private var fetched: [Int64: Fact?] = [:]

    init(_ fetch: @escaping ([Int64]) throws -> [Int64: Fact]) { self.fetch = fetch }

    subscript(id: Int64) -> Fact? {
        get throws {
            if let known = fetched[id] { return known }
            try fill([id])
            return fetched[id] ?? nil
        }
    }

    func fill(_ ids: [Int64]) throws {
        let new = Set(ids.filter { fetched[$0] == nil }).sorted()
        let found = try fetch(new)
        for id in new { fetched.updateValue(found[id], forKey: id) }
    }
}
