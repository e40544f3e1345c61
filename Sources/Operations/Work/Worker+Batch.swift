import Billing
import Storage

// One batch: rated, delivered, linked.
extension Worker {
    func carryOut(_ lease: BatchLease) throws {
        at { _ = $0.inHand.insert(lease) }
        defer { at { _ = $0.inHand.remove(lease) } }
        let clock = ContinuousClock()
        let began = clock.now
        do {
            let shared = try self.shared(lease.runID)
            let page = try patiently { try shared.basis.page(lease.batch, installation) }
            try patiently { try shared.deliver(page, lease, to: installation) }
            let seconds = (clock.now - began) / .seconds(1)
            done(lease, of: shared.run.batches, seconds: seconds)
            try link(shared)
        } catch is LeaseLost {
            at { $0.done.dropped += 1 }
            report(.dropped(lease))
        } catch  where !error.passes {
            try fail(lease, error)
        }
    }

    private func done(_ lease: BatchLease, of batches: Int, seconds: Double) {
        at {
            $0.done.batches += 1
            $0.done.supplyPoints += lease.batch.supplyPoints
            $0.inHand.remove(lease)
        }
        report(.delivered(lease, of: batches, seconds: seconds))
    }

    /// Links what waits, as long as nobody else does, and tells how far the run has come.
    private func link(_ shared: SharedRun) throws {
        while try shared.linkDelivered(in: installation) {}
        let id = shared.run.id
        let (run, work) = try installation.read { books in
            let run = try books.runRecord(id)
            return (run, try books.work(of: run))
        }
        report(
            .came(run: id, supplyPoints: work?.pointsDone ?? run.supplyPoints, of: run.supplyPoints)
        )
        let isNews = run.state == .review && at { $0.runs.removeValue(forKey: id) } != nil
        if isNews { report(.finished(run: id)) }
    }

    private func fail(_ lease: BatchLease, _ error: any Error) throws {
        at { $0.done.failed += 1 }
        report(.failed(lease, because: "\(error)"))
        try installation.share { try $0.fail(lease, because: "\(error)") }
    }

    /// Does something again and again while what stands in the way is a database that cannot be
    /// had now. When the worker is told to leave it gives up: leases run out by themselves.
    func patiently<T>(_ body: () throws -> T) throws -> T {
        var pause = 250
        while true {
            do { return try body() } catch  where error.passes {
                report(.waiting(error))
                if leaves { throw error }
                bell.wait(milliseconds: pause)
                pause = min(pause * 2, 10_000)
            }
        }
    }
}

// Heard and prolonged on a session of its own, so that neither waits for a batch.
extension Worker {
    func hear() {
        while !isDone {
            do {
                _ = try installation.listening { try hear($0) }
            } catch  where error.passes {
                report(.waiting(error))
                bell.wait(milliseconds: 1000)
            } catch {
                at { $0.trouble = $0.trouble ?? error }
                return leave()
            }
        }
    }

    private func hear(_ calls: WorkCalls) throws {
        let clock = ContinuousClock()
        var prolonged = clock.now
        while !isDone {
            if try calls.wait(200) { bell.ring() }
            guard clock.now - prolonged > .milliseconds(way.lease / 3) else { continue }
            prolonged = clock.now
            for lease in at({ $0.inHand }) {
                try calls.share { try $0.prolong(lease, for: way.lease) }
            }
        }
    }

    private var isDone: Bool { at { $0.handsAtWork == 0 } }
}
