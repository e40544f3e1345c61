import Testing

@testable import Storage

@Suite("Made ahead on another core")
struct PrefetchTests {
    private struct DiskFull: Error {}

    @Test("what is made is taken in its order, the last at the end")
    func order() throws {
        var taken: [Int] = []
        var values = Prefetch<Int>()
        for number in 1...5 { try values.make({ number }, take: { taken.append($0) }) }
        #expect(taken == [1, 2, 3, 4])
        try values.finish { taken.append($0) }
        #expect(taken == [1, 2, 3, 4, 5])
    }

    @Test("what failed is told, and who then waits for the rest does not wait for ever")
    func failed() throws {
        var values = Prefetch<Int>()
        try values.make({ throw DiskFull() }, take: { _ in })
        #expect(throws: DiskFull.self) { try values.make({ 1 }, take: { _ in }) }
        values.settle()
        try values.make({ throw DiskFull() }, take: { _ in })
        #expect(throws: DiskFull.self) { try values.finish { _ in } }
        values.settle()
    }
}
