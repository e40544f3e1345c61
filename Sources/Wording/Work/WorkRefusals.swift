import Documents
import Operations
import Storage

extension WorkRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notShared:
            "Workers need books in a database; these are in a folder, where `plumbline run start` "
                + "calculates a run. Name the database with --database, or move the books there "
                + "with: plumbline migrate-data"
        case .tooFewConnections(let count):
            "A worker cannot do with \(counted(count, "connection")): it needs one to hear calls and "
                + "one to work. Give it at least --connections 2."
        }
    }
}

extension WorkStuck: CustomStringConvertible {
    package var description: String {
        let numbers = batches.prefix(10).map { "\($0)" }.joined(separator: ", ")
        return "Run \(runID) cannot be finished: batch \(numbers) failed "
            + "\(BatchLease.patience) times. \(problem) Put that right and try them again with: "
            + "plumbline run resume"
    }
}
