/// The number of a rule, such as `A1`, `B3.12` or `C1.5`: in the order of the rules.
struct RuleNumber: Hashable, Comparable {
    /// As it is written.
    let text: String
    /// A to J.
    private let part: UInt8
    private let section: Int
    /// Behind the point; zero for a whole section.
    private let item: Int

    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let part = bytes.first, (65...74).contains(part) else { return nil }
        let numbers = bytes.dropFirst().split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let read = numbers.compactMap(RuleNumber.whole)
        guard read.count == numbers.count, (1...2).contains(read.count) else { return nil }
        self.text = text
        self.part = part
        section = read[0]
        item = read.count == 2 ? read[1] : 0
    }

    /// The section that it belongs to, such as `B3`.
    var sectionText: String { String(text.prefix { $0 != "." }) }

    /// One or two digits.
    private static func whole(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...2).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    static func < (a: RuleNumber, b: RuleNumber) -> Bool {
        (a.part, a.section, a.item) < (b.part, b.section, b.item)
    }
}
