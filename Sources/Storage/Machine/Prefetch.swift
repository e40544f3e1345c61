import Dispatch
import Synchronization

/// Something that is being made on another core.
final class Promise<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    /// To be told what was made.
    init() {}

    convenience init(
        on queue: DispatchQueue = .global(), _ make: @escaping @Sendable () throws -> Value
    ) {
        self.init()
        queue.async { self.done(Result { try make() }) }
    }

    func done(_ made: Result<Value, any Error>) {
        result.withLock { $0 = made }
        isDone.signal()
    }

    /// Who waits again, as after a failure, is let through too.
    func wait() throws -> Value {
        isDone.wait()
        isDone.signal()
        return try result.withLock { $0! }.get()
    }
}

/// Takes what is made one after another, in order, while the next is being made on another core.
package struct Prefetch<Value: Sendable> {
    private var next: Promise<Value>?

    package init() {}

    /// Starts to make something, and takes what was being made.
    package mutating func make(
        _ make: @escaping @Sendable () throws -> Value, take: (Value) throws -> Void
    ) throws {
        let made = try next?.wait()
        next = Promise(make)
        if let made { try take(made) }
    }

    /// Takes the last.
    package mutating func finish(take: (Value) throws -> Void) throws {
        if let made = try next?.wait() { try take(made) }
        next = nil
    }

    /// Waits for what is being made, whatever comes of it, where something else went wrong.
    package mutating func settle() {
        _ = try? next?.wait()
        next = nil
    }
}

/// Takes what is made of items in their order, while the next is being made on another core.
package func prefetch<Item: Sendable, Value: Sendable>(
    _ items: [Item], make: @escaping @Sendable (Item) throws -> Value,
    take: (Value) throws -> Void
) throws {
    var values = Prefetch<Value>()
    for item in items { try values.make({ try make(item) }, take: take) }
    try values.finish(take: take)
}

/// Reads items one after another, makes something of each on any core, and takes both in their
/// order. No more than `limit` are read and not taken yet; nothing goes on once this returns.
package func prefetch<Item: Sendable, Value: Sendable>(
    _ limit: Int, read: @escaping @Sendable () throws -> Item?,
    make: @escaping @Sendable (Item) throws -> Value, take: (Item, Value) throws -> Void
) throws {
    let reading = DispatchQueue(label: "plumbline.reading")
    var making: [Promise<(Item, Value)?>] = []
    func start() {
        let next = Promise<(Item, Value)?>()
        reading.async {
            do {
                guard let item = try read() else { return next.done(.success(nil)) }
                DispatchQueue.global().async {
                    next.done(Result { (item, try make(item)) })
                }
            } catch { next.done(.failure(error)) }
        }
        making.append(next)
    }
    for _ in 0..<limit { start() }
    defer { for one in making { _ = try? one.wait() } }
    while let (item, value) = try making.removeFirst().wait() {
        try take(item, value)
        start()
    }
}

extension Array {
    /// In order, in parts of so many.
    package func cut(into count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map {
            Array(self[$0..<Swift.min($0 + count, self.count)])
        }
    }
}
