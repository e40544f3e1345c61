package import Access
import Foundation
package import Jobs
import Measures
package import Storage

/// Sets up a job, or changes one. Nobody has a job do what they may not do themselves.
package struct SetJob: Act {
    package static let name = "set-job"
    package static let permission = Permission.manageJobs

    package enum Refused: Error, Hashable, Sendable {
        case job(JobRefused)
        case unknownTask(String, known: [String])
        case unknownZone(String)
        /// The task takes an argument, or none.
        case argument(task: String, takes: String?)
        case noSuchJob(String)
    }

    package let job: Job

    package init(_ job: Job) { self.job = job }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<String> {
        try refuse(books, caller)
        let before = try books.jobs.job(job.name)
        let subject = Subject(.job, job.name)
        if before == job { return .unchanged(subject, job.name) }
        var decision = Decision<String>(event: "job-set", of: subject) { [job] books, event in
            _ = try books.jobs.put(job, event: event)
            return job.name
        }
        decision.before = before.map(\.shown) ?? .null
        decision.after = job.shown
        return decision
    }

    private func refuse(_ books: Books, _ caller: Caller) throws {
        guard let task = JobTask.named(job.task) else {
            throw Refused.unknownTask(job.task, known: JobTask.all.map(\.name))
        }
        try books.allow(caller, task.permission, in: nil)
        guard TimeZoneTables.zone(job.zone) != nil else { throw Refused.unknownZone(job.zone) }
        guard (task.argument == nil) == job.argument.isEmpty else {
            throw Refused.argument(task: task.name, takes: task.argument)
        }
        if let refused = job.refusal(beside: try books.jobs.all()) { throw Refused.job(refused) }
    }
}

extension Job {
    /// As the event keeps it.
    fileprivate var shown: JSONValue {
        [
            "task": .string(task), "argument": .string(argument), "schedule": .string(schedule),
            "zone": .string(zone), "missed": .string(missed.rawValue),
            "window": .int(Int64(window)), "retries": .int(Int64(retries)),
            "pause": .int(Int64(pause)), "after": .string(predecessors.joined(separator: ", ")),
            "owner": .string(owner), "on_call": .string(onCall),
            "is_on": .string(isOn ? "yes" : "no"),
        ]
    }
}

extension Job: Codable {
    private enum Field: String, CodingKey {
        case name, task, argument, schedule, zone, missed, window, retries, pause, predecessors
        case owner, onCall, isOn
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        let missed: String = try fields.decode(String.self, forKey: .missed)
        self.init(
            name: try fields.decode(String.self, forKey: .name),
            task: try fields.decode(String.self, forKey: .task),
            argument: try fields.decode(String.self, forKey: .argument),
            schedule: try fields.decode(String.self, forKey: .schedule),
            zone: try fields.decode(String.self, forKey: .zone),
            missed: Missed(rawValue: missed) ?? .last,
            window: try fields.decode(Int.self, forKey: .window),
            retries: try fields.decode(Int.self, forKey: .retries),
            pause: try fields.decode(Int.self, forKey: .pause),
            predecessors: try fields.decode([String].self, forKey: .predecessors),
            owner: try fields.decode(String.self, forKey: .owner),
            onCall: try fields.decode(String.self, forKey: .onCall),
            isOn: try fields.decode(Bool.self, forKey: .isOn))
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Field.self)
        try fields.encode(name, forKey: .name)
        try fields.encode(task, forKey: .task)
        try fields.encode(argument, forKey: .argument)
        try fields.encode(schedule, forKey: .schedule)
        try fields.encode(zone, forKey: .zone)
        try fields.encode(missed.rawValue, forKey: .missed)
        try fields.encode(window, forKey: .window)
        try fields.encode(retries, forKey: .retries)
        try fields.encode(pause, forKey: .pause)
        try fields.encode(predecessors, forKey: .predecessors)
        try fields.encode(owner, forKey: .owner)
        try fields.encode(onCall, forKey: .onCall)
        try fields.encode(isOn, forKey: .isOn)
    }
}
