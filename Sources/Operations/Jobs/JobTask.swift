package import Access
import Foundation
import Jobs
import Measures
import Storage

/// What a job can do. Each is done through the door, by the job; done again after it was
/// interrupted, it goes on or finds that it was done.
package struct JobTask: Sendable {
    /// One try of a firing.
    struct Work: Sendable {
        let door: Door
        let job: Job
        let firing: Firing
        let cancellation: Cancellation

        /// A key for an act of this firing, the same at every try.
        func key(_ act: String) -> String { firing.key + " " + act }
    }

    package let name: String
    /// For the list of tasks.
    package let about: String
    /// What the argument is; nil where there is none.
    package let argument: String?
    package let permission: Permission
    /// Does it, and says what came of it. Throws where it is to be tried again.
    let run: @Sendable (Work) throws -> String

    package static let all: [JobTask] = [sendOutbox, openDay, checkBooks, backUp, writeRows]

    package static func named(_ name: String) -> JobTask? { all.first { $0.name == name } }
}

/// A try came to nothing good; what is said of it.
package struct JobFailed: Error, Hashable, Sendable {
    package let said: String
}

extension JobTask {
    static let sendOutbox = JobTask(
        name: "send-outbox", about: "Sends what waits in the outbox.", argument: nil,
        permission: .sendMessages
    ) { work in
        let settings = try OutboxSettings(of: work.door)
        let tally = try SendOutbox(work.door, settings)(until: work.cancellation)
        let said =
            "\(tally.sent) sent, \(tally.later) later, \(tally.failed) failed, "
            + "\(tally.unknown) unknown"
        guard tally.closed.isEmpty else { throw JobFailed(said: said + "; a way is closed") }
        return said
    }

    static let openDay = JobTask(
        name: "open-day", about: "Closes the business day and opens that of the job's time.",
        argument: nil, permission: .closeDay
    ) { work in
        guard let zone = TimeZoneTables.zone(work.job.zone) else {
            throw JobFailed(said: "no such time zone: \(work.job.zone)")
        }
        let day = zone.day(of: work.firing.scheduled)
        guard try work.door.read(.readBooks, rows: .none, { try $0.businessDay() }) < day else {
            return "the business day is \(day) or later already"
        }
        let because = "its time"
        _ = try work.door.perform(
            CloseBusinessDay(), now: Terms(because: because, key: work.key("close")))
        let before = try work.door.perform(
            OpenBusinessDay(day), now: Terms(because: because, key: work.key("open")))
        return "the business day is \(day), was \(before)"
    }

    static let checkBooks = JobTask(
        name: "check-books", about: "Examines the books.", argument: "quick, or all",
        permission: .maintainBooks
    ) { work in
        let installation = try work.door.reading(.maintainBooks)
        let checks = work.job.argument == "all" ? Check.all : Check.quick
        let results = try installation.examine(checks, writingRows: false)
        let ill = results.filter { !$0.isWell }.map(\.name)
        guard ill.isEmpty else { throw JobFailed(said: "not well: " + ill.joined(separator: ", ")) }
        return "\(results.count) checks, all is well"
    }

    static let backUp = JobTask(
        name: "back-up", about: "Copies the books into a folder.", argument: "the folder",
        permission: .exportBooks
    ) { work in
        let stamp = work.firing.scheduled.utcText.replacing(":", with: "")
        let file = work.job.argument + "/books-\(stamp).sqlite"
        guard !FileManager.default.fileExists(atPath: file) else { return "\(file) is there" }
        _ = try BackUpBooks(work.door)(to: file, anyway: false, isQuick: true)
        return "wrote \(file)"
    }

    static let writeRows = JobTask(
        name: "write-rows", about: "Writes the rows behind pages.", argument: nil,
        permission: .maintainBooks
    ) { work in
        try work.door.reading(.maintainBooks).writeRowsDue()
        return "all rows are written"
    }
}
