import Billing
import Foundation
import Operations
import Storage

/// Loads the facts of all batches of the run that is planned, one after another, as a run does.
///
/// Usage: plumbline-bench load FOLDER [ROUNDS]. Prints one JSON line with microseconds of
/// processor time a supply point, of the fastest round, and what was loaded.
struct LoadBatches {
    static func main(_ arguments: [String]) throws {
        guard let folder = arguments.first else {
            print("usage: plumbline-bench load FOLDER [ROUNDS]")
            exit(64)
        }
        let installation = try Installation.open(folder)
        let (basis, batches) = try installation.read { books in
            let run = try books.runRecord(nil)
            return (try RunInputs(run, books), try books.runs.batches(runID: run.id))
        }
        var best = LoadedFacts()
        for _ in 0..<(arguments.dropFirst().first.flatMap { Int($0) } ?? 3) {
            let round = try LoadedFacts(basis, batches, installation)
            if best.points == 0 || round.cpu < best.cpu { best = round }
        }
        print(best)
    }
}

private struct LoadedFacts: CustomStringConvertible {
    var (points, agreements, registers, properties, readings, blocks) = (0, 0, 0, 0, 0, 0)
    var (wall, cpu) = (0.0, 0.0)

    init() {}

    init(_ basis: RunInputs, _ batches: [RunBatch], _ installation: Installation) throws {
        let clock = Clock()
        for batch in batches {
            add(try installation.read { try basis.facts(batch.premises, $0) })
        }
        (wall, cpu) = clock.spent()
    }

    private mutating func add(_ facts: [PointFacts]) {
        points += facts.count
        for point in facts {
            agreements += point.agreements.count
            registers += point.registers.count
            properties += point.properties.count
            for register in point.registers {
                readings += register.readings.count
                blocks += register.intervals.count
            }
        }
    }

    var description: String {
        """
        {"points": \(points), "agreements": \(agreements), "registers": \(registers), \
        "properties": \(properties), "readings": \(readings), "blocks": \(blocks), \
        "wall_s": \(wall), "cpu_s": \(cpu), "us_a_point": \(cpu * 1e6 / Double(max(1, points)))}
        """
    }
}
