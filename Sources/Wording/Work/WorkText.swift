import Documents
import Foundation
package import Measures
package import Operations
import Postgres
package import Storage

/// Work on runs as text and JSON.
package enum WorkText {
    package static func text(_ news: WorkNews) -> String? {
        switch news {
        case .delivered(let lease, let batches, let seconds):
            "batch \(grouped(lease.batch.number)) of \(grouped(batches)) delivered, "
                + counted(lease.batch.supplyPoints, "supply point")
                + String(format: ", %.1f s", seconds)
        case .dropped(let lease):
            "batch \(grouped(lease.batch.number)) was given to somebody else, its work is dropped"
        case .failed(let lease, let problem):
            "batch \(grouped(lease.batch.number)) cannot be billed: \(problem)"
        case .waiting(let error): WorkText.waiting(error)
        case .silenced(let count):
            counted(count, "session") + " of a worker that fell silent while it sent rows "
                + (count == 1 ? "was" : "were") + " ended"
        case .goingOn: "goes on"
        case .finished(let run): "run \(run) has all its pages"
        case .came: nil
        }
    }

    /// The database cannot be reached now; the worker tries again by itself.
    package static func waiting(_ error: any Error) -> String {
        let text = (error as? PostgresError)?.sentence ?? "\(error)"
        return "\(text) It waits, and goes on by itself."
    }

    package static func done(_ done: WorkDone) -> String {
        var words = [
            counted(done.batches, "batch", plural: "batches"),
            counted(done.supplyPoints, "supply point"),
        ]
        if done.dropped > 0 { words.append("\(grouped(done.dropped)) dropped") }
        if done.failed > 0 { words.append("\(grouped(done.failed)) failed") }
        return words.joined(separator: ", ")
    }

    package static func json(_ worker: String, _ done: WorkDone) -> JSONValue {
        [
            "worker": .string(worker), "batches": .count(done.batches),
            "supply_points": .count(done.supplyPoints), "dropped": .count(done.dropped),
            "failed": .count(done.failed),
        ]
    }

    package static func answer(_ works: [WorkOverview]) -> Answer {
        Answer(
            works.isEmpty ? "No run is being calculated." : works.map(text).joined(),
            .array(works.map(json)))
    }

    /// How many batches of a run are done, which worker holds which batch, and what failed.
    package static func text(_ work: WorkOverview) -> String {
        let left = work.batches - work.done
        var text =
            "Run \(work.runID): \(grouped(work.done)) of "
            + "\(counted(work.batches, "batch", plural: "batches")) done, \(grouped(left)) left"
        if left > 0, let seconds = work.expected { text += ", about \(time(seconds)) to go" }
        text += work.waiting.contains { $0.worker != nil } ? ".\n\n" + batches(work) : ".\n"
        for batch in work.givenUp {
            text += "\nBatch \(batch.number) is given up: \(batch.problem ?? "")\n"
        }
        return text
    }

    private static func batches(_ work: WorkOverview) -> String {
        var table = Table([
            .number("Batch"), .number("Supply points"), .text("Worker"), .text("Held for"),
        ])
        for batch in work.waiting where batch.worker != nil {
            table.add([
                grouped(batch.number), grouped(batch.supplyPoints), batch.worker ?? "",
                state(batch),
            ])
        }
        return table.text()
    }

    private static func state(_ batch: WorkOverview.Batch) -> String {
        if batch.isDelivered { return "delivered" }
        if batch.isHeld { return "\((batch.left ?? 0) / 1000) s" }
        if batch.failures > 0 { return "failed \(counted(batch.failures, "time"))" }
        return "run out"
    }

    private static func time(_ seconds: Int64) -> String {
        seconds < 60 ? "\(seconds) s" : "\(grouped(Int(seconds / 60))) min"
    }

    package static func json(_ work: WorkOverview) -> JSONValue {
        [
            "run": .int(work.runID), "batches": .count(work.batches),
            "batches_done": .count(work.done), "supply_points": .count(work.supplyPoints),
            "supply_points_done": .count(work.pointsDone),
            "seconds_to_go": work.expected.map { .int($0) } ?? .null,
            "in_hand": .array(
                work.waiting.filter { $0.worker != nil }.map { batch in
                    [
                        "batch": .count(batch.number), "supply_points": .count(batch.supplyPoints),
                        "worker": .string(batch.worker ?? ""),
                        "delivered": .bool(batch.isDelivered),
                        "seconds_held": batch.left.map { .int(max(0, $0) / 1000) } ?? .null,
                        "failures": .count(batch.failures),
                        "problem": batch.problem.map { .string($0) } ?? .null,
                    ]
                }),
        ]
    }
}
