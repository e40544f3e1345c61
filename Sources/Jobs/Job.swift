import Measures

/// Work that the program does by itself at its time: what, when, and what becomes of a time that
/// was missed.
package struct Job: Sendable, Hashable {
    /// Of times at which no program was there to do it.
    package enum Missed: String, Sendable, CaseIterable {
        /// They are noted as missed.
        case skip
        /// The last of them is made good.
        case last
        /// All are made good, one after the other.
        case each
    }

    /// Its name in events and commands: small letters, digits and hyphens.
    package let name: String
    /// What it does, by the name of the task, and with what.
    package let task: String
    package let argument: String
    /// As it was written.
    package let schedule: String
    /// IANA name of the zone of its times.
    package let zone: String
    package let missed: Missed
    /// Minutes after its time in which a start is not late.
    package let window: Int
    /// How often it is tried again, and the minutes between.
    package let retries: Int
    package let pause: Int
    /// Jobs of which the last time before this one's has to have ended well.
    package let predecessors: [String]
    /// Who answers for it, and who is told when it fails.
    package let owner: String
    package let onCall: String
    package let isOn: Bool

    package init(
        name: String, task: String, argument: String = "", schedule: String, zone: String,
        missed: Missed = .last, window: Int = 60, retries: Int = 2, pause: Int = 5,
        predecessors: [String] = [], owner: String = "", onCall: String = "", isOn: Bool = true
    ) {
        (self.name, self.task, self.argument) = (name, task, argument)
        (self.schedule, self.zone, self.missed) = (schedule, zone, missed)
        (self.window, self.retries, self.pause) = (window, retries, pause)
        (self.predecessors, self.owner, self.onCall) = (predecessors, owner, onCall)
        self.isOn = isOn
    }
}

/// Why a job cannot stand.
package enum JobRefused: Error, Hashable, Sendable {
    case name(String)
    case schedule(ScheduleRefused)
    /// Minutes and retries are from 0 to a limit.
    case outOfRange(field: String, Int, limit: Int)
    case unknownPredecessor(String)
    /// It would wait for itself, by way of these.
    case circle([String])
}

extension Job {
    /// The first reason for which it cannot stand beside others.
    package func refusal(beside others: [Job]) -> JobRefused? {
        guard Job.isPlain(name) else { return .name(name) }
        do { _ = try Schedule(schedule) } catch { return .schedule(error) }
        for (field, value, limit) in [
            ("window", window, 10_080), ("retries", retries, 100), ("pause", pause, 1_440),
        ] where !(0...limit).contains(value) {
            return .outOfRange(field: field, value, limit: limit)
        }
        let known = Dictionary(others.map { ($0.name, $0) }) { first, _ in first }
        if let unknown = predecessors.first(where: { known[$0] == nil && $0 != name }) {
            return .unknownPredecessor(unknown)
        }
        return circle(known).map { .circle($0) }
    }

    private static func isPlain(_ name: String) -> Bool {
        (1...60).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == 45
            }
    }

    private func circle(_ known: [String: Job]) -> [String]? {
        var (waiting, seen) = (predecessors.map { [$0] }, Set<String>())
        while let way = waiting.popLast() {
            guard let last = way.last else { continue }
            if last == name { return way }
            guard seen.insert(last).inserted else { continue }
            waiting += (known[last]?.predecessors ?? []).map { way + [$0] }
        }
        return nil
    }
}
