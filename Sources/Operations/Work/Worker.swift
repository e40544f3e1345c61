import Billing
import Foundation
import Measures
import Storage
import Synchronization

/// Rates batches of whatever run is being calculated, until it is told to leave.
///
/// It takes as many batches at a time as it has hands, each hand one: a batch is delivered before
/// the next is taken. A session of its own hears calls and prolongs what is in hand.
package final class Worker: Sendable {
    package struct Way: Sendable, Hashable {
        /// By which others know the worker: four bytes that nobody else has, in hexadecimal.
        package let name = String(UInt32.random(in: 1 << 28...UInt32.max), radix: 16)
        /// Batches at a time.
        package var hands: Int
        /// Milliseconds for which a batch is taken; prolonged at each third of it.
        package var lease: Int64 = 20_000
        /// Milliseconds between two looks for work where nobody calls.
        package var look = 5000
        /// Leaves when no run is being calculated.
        package var untilIdle = false
        /// Leaves when this run is no longer being calculated.
        package var run: Int64?

        package init(hands: Int) { self.hands = max(1, hands) }
    }

    let door: Door
    let installation: Installation
    let way: Way
    let report: WorkNews.Report
    let signal = WorkSignal()
    private let isLeaving = Atomic(false)
    private let desk = Mutex(Desk())

    /// What the hands have in common.
    struct Desk {
        var inHand: Set<BatchLease> = []
        var runs: [Int64: SharedRun] = [:]
        var done = WorkDone()
        var trouble: (any Error)?
        var handsAtWork = 0
        /// Why the database could not be had, as it was told last.
        var waitsFor: String?
    }

    /// Refuses an installation whose runs one process calculates.
    package init(
        _ door: Door, _ way: Way, report: @escaping WorkNews.Report = { _ in }
    ) throws {
        guard door.isShared else { throw WorkRefused.notShared }
        self.door = door
        installation = try door.reading(.calculateRuns)
        self.way = way
        self.report = report
    }

    /// Tells the worker to deliver what it has in hand, take no more, and leave.
    package func cancel() {
        isLeaving.store(true, ordering: .relaxed)
        signal.send()
    }

    var leaves: Bool { isLeaving.load(ordering: .relaxed) }

    func at<T: Sendable>(_ body: (inout Desk) -> T) -> T { desk.withLock { body(&$0) } }

    /// Works until it leaves, on threads of its own, as the driver waits for the server. Throws
    /// what a worker cannot wait for: a server that will not have it, a run that is stuck.
    package func callAsFunction() async throws -> WorkDone {
        await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
            at { $0.handsAtWork = way.hands }
            Thread.detachNewThread { [self] in hear() }
            for _ in 0..<way.hands {
                Thread.detachNewThread { [self] in
                    hand()
                    if at({ $0.isLastHand() }) { ended.resume() }
                }
            }
        }
        signal.send()
        if let trouble = at({ $0.trouble }) { throw trouble }
        return at { $0.done }
    }

    private func hand() {
        do {
            while !leaves {
                try patiently { guard try work() else { throw NothingLeft() } }
            }
        } catch {
            if error is NothingLeft || (leaves && error.passes) { return signal.send() }
            at { $0.trouble = $0.trouble ?? error }
            cancel()
        }
    }

    private struct NothingLeft: Error {}

    /// Takes a batch and carries it out, or waits for one. False when it is time to leave.
    private func work() throws -> Bool {
        let lease = try installation.share { try $0.work.lease(to: way.name, for: way.lease) }
        guard let lease else { return try idle() }
        let run: SharedRun
        do { run = try shared(lease.runID) } catch {
            // The run is none for this program, which is no fault of the batch.
            try installation.share { try $0.work.giveBack(lease) }
            throw error
        }
        if try carryOut(lease, of: run) { try link(run) }
        return true
    }

    /// Nothing can be taken: what waits to be linked is linked, and a call is waited for.
    private func idle() throws -> Bool {
        let run = try installation.read { try $0.runs.all().last { $0.state == .calculating } }
        guard let run, way.run ?? run.id == run.id else {
            if way.untilIdle || way.run != nil { return false }
            signal.wait(milliseconds: way.look)
            return true
        }
        let shared = try shared(run.id)
        if try shared.linkDelivered(in: installation) {
            try link(shared)
            return true
        }
        try lookAfter(run)
        let silent = try installation.share { try $0.work.endSilentDeliveries(after: way.lease) }
        if silent > 0 { report(.silenced(silent)) }
        signal.wait(milliseconds: min(way.look, 1000))
        return true
    }

    /// Work that nobody shared out, as the books came from elsewhere, is shared out. A batch that
    /// always fails does not keep a run, and who waits for it, for ever.
    private func lookAfter(_ run: RunRecord) throws {
        guard let work = try installation.read({ try $0.work.overview(of: run) }) else {
            return try door.step(.calculateRuns) { step in
                let run = try step.books.runRecord(run.id)
                if run.state == .calculating { try step.shareOut(run) }
            }
        }
        guard work.isStuck, way.untilIdle || way.run != nil else { return }
        let lost = work.givenUp
        throw WorkStuck(
            runID: run.id, batches: lost.map(\.number), problem: lost.first?.problem ?? "")
    }

    /// What the batches of a run share, read once.
    func shared(_ id: Int64) throws -> SharedRun {
        if let known = at({ $0.runs[id] }) { return known }
        let shared = try installation.read { try SharedRun(try $0.runRecord(id), $0) }
        at { $0.runs = [id: shared] }
        return shared
    }
}

extension Worker.Desk {
    fileprivate mutating func isLastHand() -> Bool {
        handsAtWork -= 1
        return handsAtWork == 0
    }

    /// Notes what is waited for, nil for nothing; whether that is news.
    mutating func waits(for reason: String?) -> Bool {
        defer { waitsFor = reason }
        return waitsFor != reason
    }
}
