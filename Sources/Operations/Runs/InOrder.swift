/// Makes results of items on all cores and takes them one after another, in the order of the
/// items. A bounded window is made ahead of the one being taken.
func inOrder<Item: Sendable, Made: Sendable>(
    _ items: [Item], workers: Int, make: @escaping @Sendable (Item) throws -> Made,
    take: (Made) throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: (Int, Made).self) { group in
        var waiting: [Int: Made] = [:]
        var (next, due) = (0, 0)
        func send() {
            guard next < items.count else { return }
            let (index, item) = (next, items[next])
            group.addTask { (index, try make(item)) }
            next += 1
        }
        for _ in 0..<workers + 2 { send() }
        while let (index, made) = try await group.next() {
            waiting[index] = made
            while let ready = waiting.removeValue(forKey: due) {
                try take(ready)
                due += 1
                send()
            }
        }
    }
}
