import Documents
import Jobs
import Measures
package import Operations
package import Storage

/// Jobs and their times as text and JSON.
package enum JobText {
    package static func list(_ jobs: [ShowJobs.Listed]) -> Answer {
        let json: JSONValue = .array(jobs.map(json))
        guard !jobs.isEmpty else { return Answer("No job is set up.", json) }
        var table = Table([
            .text("Job"), .text("Task"), .text("Schedule"), .text("Zone"), .text("Next"),
            .text("Last"), .text("State"),
        ])
        for listed in jobs {
            let last = listed.last?.firing
            table.add([
                listed.job.name, listed.job.task, listed.job.schedule, listed.job.zone,
                listed.job.isOn ? listed.next?.utcText ?? "never" : "off",
                last?.scheduled.utcText ?? "", last?.state.rawValue ?? "",
            ])
        }
        return Answer(table.text(width: 140), json)
    }

    package static func one(
        _ listed: ShowJobs.Listed, _ firings: [FiringRecord]
    ) -> Answer {
        var lines = lines(of: listed)
        if !firings.isEmpty { lines += ["", table(of: firings)] }
        let json: JSONValue = [
            "job": JobText.json(listed), "times": .array(firings.map(JobText.json)),
        ]
        return Answer(lines.joined(separator: "\n"), json)
    }

    private static func lines(of listed: ShowJobs.Listed) -> [String] {
        let job = listed.job
        var lines = [
            "Job \(job.name): \(job.task)" + (job.argument.isEmpty ? "" : " \(job.argument)"),
            "Schedule: \(job.schedule), \(job.zone)",
            "Next: " + (job.isOn ? listed.next?.utcText ?? "never" : "off"),
            "Missed: \(job.missed.rawValue), within \(job.window) minutes it is not late",
            "Tries: \(job.retries + 1), \(job.pause) minutes between",
        ]
        if !job.predecessors.isEmpty {
            lines.append("After: " + job.predecessors.joined(separator: ", "))
        }
        if !job.owner.isEmpty { lines.append("Owner: \(job.owner)") }
        if !job.onCall.isEmpty { lines.append("On call: \(job.onCall)") }
        return lines
    }

    private static func table(of firings: [FiringRecord]) -> String {
        var table = Table([
            .text("Time"), .text("State"), .number("Failed tries"), .text("Said"),
        ])
        for record in firings {
            table.add([
                record.firing.scheduled.utcText, record.firing.state.rawValue,
                "\(record.firing.failures)", record.said.shown,
            ])
        }
        return table.text(width: 140)
    }

    package static func tasks() -> Answer {
        var table = Table([.text("Task"), .text("Argument"), .text("What it does")])
        for task in JobTask.all { table.add([task.name, task.argument ?? "", task.about]) }
        return Answer(
            table.text(width: 140),
            .array(
                JobTask.all.map {
                    [
                        "task": .string($0.name),
                        "argument": $0.argument.map { .string($0) } ?? .null,
                        "about": .string($0.about),
                    ]
                }))
    }

    package static func news(_ news: RunJobs.News) -> String {
        switch news {
        case .began(let firing): "\(firing.job), due at \(firing.scheduled.utcText), begins"
        case .ended(let firing, let said):
            firing.state == .waiting
                ? "\(firing.job) is tried again: \(said)"
                : "\(firing.job) is \(firing.state.rawValue): \(said)"
        case .lost(let firing):
            "\(firing.job), due at \(firing.scheduled.utcText), fell silent; it is taken up again"
        }
    }

    private static func json(_ listed: ShowJobs.Listed) -> JSONValue {
        let job = listed.job
        return [
            "name": .string(job.name), "task": .string(job.task),
            "argument": .string(job.argument), "schedule": .string(job.schedule),
            "zone": .string(job.zone), "missed": .string(job.missed.rawValue),
            "window": .int(Int64(job.window)), "retries": .int(Int64(job.retries)),
            "pause": .int(Int64(job.pause)),
            "after": .array(job.predecessors.map { .string($0) }),
            "owner": .string(job.owner), "on_call": .string(job.onCall),
            "is_on": .bool(job.isOn), "next": listed.next.map { .string($0.utcText) } ?? .null,
            "last": listed.last.map(json) ?? .null,
        ]
    }

    private static func json(_ record: FiringRecord) -> JSONValue {
        [
            "time": .string(record.firing.scheduled.utcText),
            "state": .string(record.firing.state.rawValue),
            "failures": .int(Int64(record.firing.failures)), "said": .string(record.said),
            "event": record.event.map { .int($0) } ?? .null,
        ]
    }
}

extension SetJob.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .job(let refused): "\(refused)"
        case .unknownTask(let task, let known):
            "There is no task \"\(task.shown)\"; there are \(known.joined(separator: ", "))."
        case .unknownZone(let zone):
            "\"\(zone.shown)\" is no time zone; write one such as Europe/London."
        case .argument(let task, let takes):
            takes.map { "The task \(task) takes an argument: \($0). Give it with --argument." }
                ?? "The task \(task) takes no argument."
        case .noSuchJob(let name):
            "There is no job \"\(name.shown)\". See: plumbline jobs"
        }
    }
}

extension JobRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .name(let name):
            "\"\(name.shown)\" is no name of a job: small letters, digits and hyphens, at most 60."
        case .schedule(let refused): "\(refused)"
        case .outOfRange(let field, let value, let limit):
            "\(field) is a number from 0 to \(limit), not \(value)."
        case .unknownPredecessor(let name): "There is no job \"\(name.shown)\" to wait for."
        case .circle(let way):
            "It would wait for itself, by way of \(way.joined(separator: ", "))."
        }
    }
}

extension ScheduleRefused: CustomStringConvertible {
    package var description: String {
        let forms =
            "A schedule is such as \"daily 02:00\", \"mon,thu 03:30\", \"monthly 1 04:00\", "
            + "\"monthly last 23:30\" or \"every 15 min 06:00-22:00\"."
        switch self {
        case .form(let text): return "\"\(text.shown)\" is no schedule. \(forms)"
        case .time(let text): return "\"\(text.shown)\" is no time of the day. \(forms)"
        case .noTime: return "A schedule has a time of the day. \(forms)"
        case .minutes(let text):
            return "\"\(text.shown)\" is no number of minutes that divides a day. \(forms)"
        case .dayOfMonth(let text):
            return "\"\(text.shown)\" is no day of a month: 1 to 28, or last. \(forms)"
        case .word(let text):
            return
                "\"\(text.shown)\" is not known in a schedule; after the times come working-days, "
                + "skipped=never and repeated=twice."
        }
    }
}
