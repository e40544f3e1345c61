import Measures
import Operations

extension DecideFinding.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSuchFinding(let id):
            "There is no finding \(id). See: plumbline exceptions list"
        case .decidedAlready(let id):
            "Finding \(id) is not open: it was decided, or the point was billed since."
        case .leavesNothingToBill(let id, let code, let resolution):
            "Finding \(id), \(code), leaves nothing to bill, so accepting it leads to no bill "
                + "(rule D2.3). What mends it: \(resolution). Then close it with: "
                + "plumbline exceptions decide \(id) mended --reason \"…\""
        }
    }
}

extension CauseUnknown: CustomStringConvertible {
    package var description: String {
        "There is no cause \(code). See: plumbline exceptions causes, or Docs/errors.md for all of "
            + "them"
    }
}

extension SupplyPointUnknown: CustomStringConvertible {
    package var description: String { "No supply point \(code) was known on \(day)." }
}
