import Dispatch
import Synchronization

/// A value that is being computed on another core.
final class Promise<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    /// A promise that `done` fulfils.
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

    /// Waits for the value. Safe to call more than once, also after a failure.
    func wait() throws -> Value {
        isDone.wait()
        isDone.signal()
        return try result.withLock { $0! }.get()
    }
}

/// A pipeline of two steps: while one value is consumed, the next is computed on another core.
/// Values are consumed in order.
package struct Prefetch<Value: Sendable> {
    private var next: Promise<Value>?

    package init() {}

    /// Starts computing a value, and consumes the one before it.
    package mutating func make(
        _ make: @escaping @Sendable () throws -> Value, take: (Value) throws -> Void
    ) throws {
        let made = try next?.wait()
        next = Promise(make)
        if let made { try take(made) }
    }

    /// Consumes the last value.
    package mutating func finish(take: (Value) throws -> Void) throws {
        if let made = try next?.wait() { try take(made) }
        next = nil
    }

    /// Waits for the value under way and drops it: for callers that stop because of another error.
    package mutating func settle() {
        _ = try? next?.wait()
        next = nil
    }
}

/// Computes a value of each item on another core and consumes the values in order, one ahead.
package func prefetch<Item: Sendable, Value: Sendable>(
    _ items: [Item], make: @escaping @Sendable (Item) throws -> Value,
    take: (Value) throws -> Void
) throws {
    var values = Prefetch<Value>()
    for item in items { try values.make({ try make(item) }, take: take) }
    try values.finish(take: take)
}

/// Reads items one after another, computes a value of each on any core, and consumes both in order.
/// At most `limit` items are read ahead; no work continues after this returns.
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
    /// The elements in order, in parts of `count`.
    package func cut(into count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map {
            Array(self[$0..<Swift.min($0 + count, self.count)])
        }
    }
}
