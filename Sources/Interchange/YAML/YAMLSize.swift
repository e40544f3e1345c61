import Yams

/// How much a YAML file comes to: an alias is a word in the file, and may stand for all that was
/// named before it, which may hold aliases again.
enum YAMLSize {
    /// Values of the largest file that anybody is to read.
    static let maximum = 2_000_000

    static func isBounded(_ node: Node) -> Bool {
        var left = maximum
        return count(node, &left)
    }

    /// False once there are too many. Nesting is bounded by the parser.
    private static func count(_ node: Node, _ left: inout Int) -> Bool {
        left -= 1
        guard left >= 0 else { return false }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                guard count(key, &left), count(value, &left) else { return false }
            }
        case .sequence(let sequence):
            for item in sequence { guard count(item, &left) else { return false } }
        default: break
        }
        return true
    }
}
