/// Who may see a value, and whether it can be erased. In order: each class is guarded more than the
/// one before it.
package enum RecordClass: String, Sendable, CaseIterable, Comparable, Codable {
    /// Says nothing about a person, or only under a number: dates, codes, amounts.
    case open
    /// Of a person: a name, an address, words about them.
    case personal
    /// Personal, and shown to named roles only: health, domestic abuse (rules G5.1, H6.6).
    case protected

    package static func < (one: RecordClass, other: RecordClass) -> Bool {
        one.place < other.place
    }

    private var place: Int { RecordClass.allCases.firstIndex(of: self) ?? 0 }

    /// Whether values are pinned as salted commitments and can be erased.
    package var isHidden: Bool { self != .open }
}
