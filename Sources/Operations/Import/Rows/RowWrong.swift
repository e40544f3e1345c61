import Interchange
import Measures

/// Why a row that reads well cannot be taken in.
struct RowWrong: Error {
    /// The column, of the row's own kind.
    let field: any Hashable & Sendable
    let value: String
    let rule: String
    let advice: String

    func rejection(_ line: Int, _ name: String) -> Rejection {
        Rejection(line: line, field: name, value: value, rule: rule, advice: advice)
    }
}

extension Period {
    /// As in a sentence: `2025-01-01 to 2025-01-31`, or without an end `2025-01-01 and after`.
    var inWords: String { end == .openEnd ? "\(start) and after" : description }
}
