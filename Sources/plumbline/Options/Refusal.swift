import Measures
import Operations

// Refusals as sentences: what is wrong, and what to do.

/// A request that cannot be met, in words.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// What was wrong with one of the files named on the command line.
struct FileFailed: Error, CustomStringConvertible {
    let file: String
    let reason: any Error
    var description: String { "\(file.shown): \(reason)" }
}
