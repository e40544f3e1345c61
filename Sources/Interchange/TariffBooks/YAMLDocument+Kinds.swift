import Yams

// Tariff books and bill cases are both YAML, often of one name: which of them a file is, its first
// keys say. One in place of the other is told so once, in place of a mistake for each key.
extension YAMLDocument {
    func isBook(_ root: Node) -> Bool {
        guard root.has("tariff"), root.has("charges"), !root.has("parts") else { return false }
        note(
            "this is a tariff book, and a bill case is read here", at: [], node: nil,
            suggestion: "name a case")
        return true
    }

    func isCase(_ root: Node) -> Bool {
        guard root.has("parts"), !root.has("tariff"), !root.has("charges") else { return false }
        note(
            "this is a bill case, and a tariff book is read here", at: [], node: nil,
            suggestion: "name a book")
        return true
    }
}

extension Node {
    fileprivate func has(_ key: String) -> Bool {
        mapping?.contains { $0.key.scalar?.string == key } ?? false
    }
}
