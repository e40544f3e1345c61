import Access
import Foundation
package import Jobs
package import Measures
import Rulebook
import Storage
import Synchronization

/// Does what is due, as long as it is wanted. Any number of processes may do so side by side: each
/// time of a job is taken by one, and ended once.
package struct RunJobs: Sendable {
    package enum News: Sendable, Hashable {
        case began(Firing)
        case ended(Firing, said: String)
        /// Its process fell silent, or its lease ran out.
        case lost(Firing)
    }

    package typealias Report = @Sendable (News) -> Void

    /// Seconds: a process that fell silent is waited for no longer.
    package static let longestLease = 3600

    let installation: Installation
    private let machineUser: String?
    private let now: @Sendable () -> Instant
    private let tasks: [JobTask]
    /// Milliseconds without a sign of life after which others take over.
    private let lease: Int64
    /// By which others know this process.
    private let name = String(UInt32.random(in: 1 << 28...UInt32.max), radix: 16)

    package init(
        _ door: Door, tasks: [JobTask] = JobTask.all, leaseSeconds: Int = 60,
        now: (@Sendable () -> Instant)? = nil
    ) throws {
        installation = try door.reading(.manageJobs)
        machineUser = door.machineUser
        self.tasks = tasks
        lease = Int64(min(max(1, leaseSeconds), RunJobs.longestLease)) * 1000
        let clock = installation.clock
        self.now = now ?? { clock.now() }
    }

    /// Until nothing is due any more, or, `watching`, until it is told to leave: what it has in hand
    /// is told so too.
    package func callAsFunction(
        watching: Bool = false, until cancellation: Cancellation = Cancellation(),
        report: @escaping Report = { _ in }
    ) throws {
        let hands = Hands(4)
        defer { hands.rest() }
        repeat {
            while try round(with: hands, until: cancellation, report) {}
            if watching {
                for _ in 0..<25 where !cancellation.isRequested { usleep(200_000) }
            } else {
                // What ends last may let something else go.
                hands.rest()
                guard try round(with: hands, until: cancellation, report) else { break }
            }
        } while !cancellation.isRequested
    }

    /// Notes new times, judges silent processes, and begins what is due. False where there was
    /// nothing to begin.
    private func round(
        with hands: Hands, until cancellation: Cancellation, _ report: @escaping Report
    ) throws -> Bool {
        let now = now()
        try plan(at: now)
        try lapse(report)
        guard !cancellation.isRequested, let (lease, job) = try take(at: now) else { return false }
        report(.began(lease.firing))
        hands.work { run(lease, of: job, until: cancellation, report) }
        return true
    }
}

/// So many pairs of hands.
private final class Hands: Sendable {
    private let free: DispatchSemaphore
    private let count: Int

    init(_ count: Int) {
        self.count = count
        free = DispatchSemaphore(value: count)
    }

    func work(_ body: @escaping @Sendable () -> Void) {
        free.wait()
        Thread.detachNewThread {
            body()
            self.free.signal()
        }
    }

    /// Waits until nobody works.
    func rest() {
        for _ in 0..<count { free.wait() }
        for _ in 0..<count { free.signal() }
    }
}

// What is due.
extension RunJobs {
    /// More times of a job than these are not noted after a long stop: the latest are.
    private static let mostNoted = 1000

    private func plan(at now: Instant) throws {
        let new = try installation.read(rows: .none) { books in
            let isWorking = try books.workingDays()
            return try books.jobs.all().filter(\.isOn).flatMap { job -> [Firing] in
                guard let zone = TimeZoneTables.zone(job.zone),
                    let schedule = try? Schedule(job.schedule),
                    let since = try books.jobs.known(upTo: job)
                else { return [] }
                let moments = schedule.moments(
                    after: since, upTo: now, in: zone, isWorking: isWorking)
                return job.newFirings(Array(moments.suffix(RunJobs.mostNoted)), at: now)
            }
        }
        guard !new.isEmpty else { return }
        try installation.act { try $0.jobs.add(new) }
    }

    private func take(at now: Instant) throws -> (FiringLease, Job)? {
        let waiting = try installation.read(rows: .none) { try $0.jobs.waiting(at: now) }
        for firing in waiting {
            let taken = try installation.act { books -> (FiringLease, Job)? in
                try books.lock(Subject(.job, firing.job))
                guard let job = try books.jobs.job(firing.job), job.isOn else { return nil }
                let blocked = try job.isBlocked(firing) {
                    try books.jobs.last(of: $0, upTo: $1)
                }
                if let blocked {
                    if blocked.isForGood {
                        _ = try books.jobs.miss(
                            firing, said: "\(blocked.job) did not end well before it")
                    }
                    return nil
                }
                return try books.jobs.take(firing, by: name, for: lease).map { ($0, job) }
            }
            if let taken { return taken }
        }
        return nil
    }

    private func lapse(_ report: Report) throws {
        let silent = try installation.read(rows: .none) { try $0.jobs.lapsed() }
        for lease in silent {
            guard
                let job = try installation.read(rows: .none, { try $0.jobs.job(lease.firing.job) })
            else { continue }
            if try fail(lease, of: job, said: "its process fell silent") != nil {
                report(.lost(lease.firing))
            }
        }
    }
}

// One try.
extension RunJobs {
    private func run(
        _ lease: FiringLease, of job: Job, until cancellation: Cancellation,
        _ report: @escaping Report
    ) {
        let told = Cancellation()
        let life = keepAlive(lease, told, until: cancellation)
        let ended = Result { try work(on: lease.firing, of: job, told) }
        life.tell()
        do {
            switch ended {
            case .success(let said): try succeed(lease, of: job, said: said, report)
            case .failure(let error):
                let said = (error as? JobFailed)?.said ?? "\(error)"
                let firing = try fail(lease, of: job, said: said)
                report(firing.map { .ended($0, said: said) } ?? .lost(lease.firing))
            }
        } catch {
            // The lease runs out, and it is tried again.
            report(.lost(lease.firing))
        }
    }

    private func work(
        on firing: Firing, of job: Job, _ cancellation: Cancellation
    ) throws -> String {
        guard let task = tasks.first(where: { $0.name == job.task }) else {
            throw JobFailed(said: "no such task: \(job.task)")
        }
        let door = Door(installation, .job(job.name), machineUser: machineUser)
        return try task.run(
            JobTask.Work(door: door, job: job, firing: firing, cancellation: cancellation))
    }

    /// Keeps the lease until it is told to stop. Tells the work to stop where the lease is lost, or
    /// the whole is told to.
    private func keepAlive(
        _ lease: FiringLease, _ work: Cancellation, until cancellation: Cancellation
    ) -> Cancellation {
        let stop = Cancellation()
        // Twenty looks for each third of the lease.
        let pause = UInt32(self.lease * 1000 / 60)
        Thread.detachNewThread {
            while !stop.isRequested {
                for _ in 0..<20 where !stop.isRequested {
                    usleep(pause)
                    if cancellation.isRequested { work.tell() }
                }
                guard !stop.isRequested else { return }
                let isKept = try? installation.share { try $0.jobs.keep(lease, for: self.lease) }
                if isKept == false { return work.tell() }
            }
        }
        return stop
    }

    private func succeed(
        _ lease: FiringLease, of job: Job, said: String, _ report: Report
    ) throws {
        var firing = lease.firing
        firing.state = .done
        let isEnded = try end(lease, as: firing, of: job, said: said)
        report(isEnded ? .ended(firing, said: said) : .lost(firing))
    }

    /// Nil where it is another's by now.
    private func fail(_ lease: FiringLease, of job: Job, said: String) throws -> Firing? {
        let (firing, pause) = job.afterFailure(lease.firing)
        if firing.state == .failed {
            return try end(lease, as: firing, of: job, said: said) ? firing : nil
        }
        let isSettled = try installation.act {
            try $0.jobs.settle(lease, as: firing, pause: pause, said: said)
        }
        return isSettled ? firing : nil
    }

    /// Ends a firing with its event, once; false where it is another's by now.
    private func end(
        _ lease: FiringLease, as firing: Firing, of job: Job, said: String
    ) throws -> Bool {
        let permission = tasks.first { $0.name == job.task }?.permission ?? .manageJobs
        let door = Door(installation, .job(job.name), machineUser: machineUser)
        return try installation.act { books in
            try books.lock(Subject(.job, job.name))
            guard try books.jobs.keep(lease, for: self.lease) else { return false }
            let step = JourneyStep(books: books, door: door, permission: permission)
            let event = try step.record(
                "job-\(firing.state.rawValue)", of: Subject(.job, job.name),
                because: said.oneLine, key: firing.key)
            if firing.state == .failed {
                try books.tellOnCall(of: job, firing, said: said, event: event)
            }
            return try books.jobs.settle(lease, as: firing, said: said, event: event)
        }
    }
}

extension String {
    /// As a reason: one line, not too long.
    fileprivate var oneLine: String {
        String(split(whereSeparator: \.isNewline).joined(separator: " ").prefix(900))
    }
}

extension Books {
    /// Whether a day is one of work: in the calendars of the schemes' jurisdictions, or Monday to
    /// Friday where there is none for a day.
    func workingDays() throws -> (Day) -> Bool {
        let calendars = Set(try supply.schemes().map(\.jurisdiction))
            .compactMap { WorkingCalendar.holding(in: Jurisdiction($0)) }
        return { day in
            let known = calendars.compactMap { try? $0.isWorking(day) }
            return known.isEmpty
                ? day.weekday != .saturday && day.weekday != .sunday : known.contains(true)
        }
    }
}
