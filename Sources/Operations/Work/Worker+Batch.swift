import Billing
import Storage

// One batch: rated, delivered, linked.
extension Worker {
    /// Rates a batch and delivers it; false where it was lost or cannot be billed.
    func carryOut(_ lease: BatchLease, of shared: SharedRun) throws -> Bool {
        at { _ = $0.inHand.insert(lease) }
        defer { at { _ = $0.inHand.remove(lease) } }
        let clock = ContinuousClock()
        let began = clock.now
        do {
            let made = try patiently { try shared.inputs.made(lease.batch, installation) }
            try patiently { try shared.deliver(made, lease, to: installation) }
            let seconds = (clock.now - began) / .seconds(1)
            done(lease, of: shared.run.batches, seconds: seconds)
            return true
        } catch is LeaseLost {
            at { $0.done.dropped += 1 }
            report(.dropped(lease))
        } catch  where !error.passes {
            try fail(lease, error)
        }
        return false
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
    func link(_ shared: SharedRun) throws {
        while try shared.linkDelivered(in: installation) {}
        let id = shared.run.id
        let (run, left) = try installation.read {
            (try $0.runRecord(id), try $0.work.pointsLeft(ofRun: id))
        }
        let all = run.supplyPoints
        report(.came(run: id, supplyPoints: all - left, of: all))
        let isNews = run.state == .review && at { $0.runs.removeValue(forKey: id) } != nil
        if isNews { report(.finished(run: id)) }
    }

    private func fail(_ lease: BatchLease, _ error: any Error) throws {
        at { $0.done.failed += 1 }
        report(.failed(lease, because: "\(error)"))
        try installation.share { try $0.work.fail(lease, because: "\(error)") }
    }

    /// Does something again and again while what stands in the way is a database that cannot be
    /// had now. When the worker is told to leave it gives up: leases run out by themselves.
    func patiently<T>(_ body: () throws -> T) throws -> T {
        var pause = 250
        while true {
            do {
                let result = try body()
                goesOn()
                return result
            } catch  where error.passes {
                waits(error)
                if leaves { throw error }
                signal.wait(milliseconds: pause)
                pause = min(pause * 2, 10_000)
            }
        }
    }

    /// Told once for each reason, not by every hand at every try.
    func waits(_ error: any Error) {
        let reason = "\(error)"
        if at({ $0.waits(for: reason) }) { report(.waiting(error)) }
    }

    private func goesOn() {
        if at({ $0.waits(for: nil) }) { report(.goingOn) }
    }
}

// Heard and prolonged on a session of its own, so that neither waits for a batch.
extension Worker {
    func hear() {
        while !isDone {
            do {
                _ = try installation.listening { try hear($0) }
            } catch  where error.passes {
                waits(error)
                signal.wait(milliseconds: 1000)
            } catch {
                at { $0.trouble = $0.trouble ?? error }
                return cancel()
            }
        }
    }

    private func hear(_ calls: WorkCalls) throws {
        let clock = ContinuousClock()
        var prolonged = clock.now
        while !isDone {
            if try calls.wait(200) { signal.send() }
            guard clock.now - prolonged > .milliseconds(way.lease / 3) else { continue }
            prolonged = clock.now
            for lease in at({ $0.inHand }) {
                try calls.share { try $0.work.prolong(lease, for: way.lease) }
            }
        }
    }

    private var isDone: Bool { at { $0.handsAtWork == 0 } }
}
