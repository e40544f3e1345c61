/// Makes results of items on all cores and takes them one after another, in the order of the
/// items. A bounded window is made ahead of the one being taken.
func inOrder<Item: Sendable, Made: Sendable>(
    _ items: [Item], workers: Int, make: @escaping @Sendable (Item) throws -> Made,
    take: (Made) throws -> Void
) async throws {
    var items = items.makeIterator()
    try await inOrder(next: { items.next() }, workers: workers, make: make, take: take)
}

/// The same of items that come one after another, until there is none.
func inOrder<Item: Sendable, Made: Sendable>(
    next: () throws -> Item?, workers: Int, make: @escaping @Sendable (Item) throws -> Made,
    take: (Made) throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: (Int, Made).self) { group in
        var waiting: [Int: Made] = [:]
        var (sent, due) = (0, 0)
        func send() throws {
            guard let item = try next() else { return }
            let index = sent
            group.addTask { (index, try make(item)) }
            sent += 1
        }
        for _ in 0..<workers + 2 { try send() }
        while let (index, made) = try await group.next() {
            waiting[index] = made
            while let ready = waiting.removeValue(forKey: due) {
                try take(ready)
                due += 1
                try send()
            }
        }
    }
}
