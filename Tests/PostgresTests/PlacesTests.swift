import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Postgres

@Suite("Places in turn")
struct PlacesTests {
    @Test("who waits longest is next, and nobody passes by")
    func order() {
        let places = PlacesInTurn(1)
        places.take()
        let served = Mutex<[Int]>([])
        let ended = DispatchGroup()
        for number in 0..<20 {
            ended.enter()
            Thread.detachNewThread {
                places.take()
                served.withLock { $0.append(number) }
                places.giveBack()
                ended.leave()
            }
            // Each stands in the queue before the next one comes.
            usleep(5_000)
        }
        places.giveBack()
        ended.wait()
        #expect(served.withLock { $0 } == Array(0..<20))
    }

    @Test("who gave up waiting takes no place with them")
    func givenUp() {
        let places = PlacesInTurn(1)
        places.take()
        #expect(!places.take(until: .now() + .milliseconds(10)))
        places.giveBack()
        #expect(places.take(until: .now() + .milliseconds(10)))
        #expect(!places.take(until: .now()))
        places.giveBack()
        places.take()
    }

    @Test("never more are out than there are")
    func count() {
        let places = PlacesInTurn(3)
        let out = Mutex((now: 0, most: 0, served: 0))
        let ended = DispatchGroup()
        for _ in 0..<40 {
            ended.enter()
            Thread.detachNewThread {
                for turn in 0..<20 {
                    guard turn % 3 > 0 || places.take(until: .now() + .milliseconds(1)) else {
                        continue
                    }
                    if turn % 3 > 0 { places.take() }
                    out.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.served + 1) }
                    usleep(100)
                    out.withLock { $0.now -= 1 }
                    places.giveBack()
                }
                ended.leave()
            }
        }
        ended.wait()
        let found = out.withLock { $0 }
        #expect(found.most <= 3)
        #expect(found.now == 0)
        #expect(found.served >= 40 * 13)
    }
}
