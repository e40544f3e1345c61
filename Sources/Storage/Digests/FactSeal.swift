import Measures

/// What hides the personal values of one fact in its digest: a salt for each value, and once a
/// value is erased the commitment to it. Stored beside the values; the chain covers neither.
///
/// A fact that an earlier program pinned with its values in the open has none until one of them is
/// erased. From then on its seal holds the digest it was pinned with, and the event of the erasure
/// pins it again with salts.
struct FactSeal: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        /// No value, or a blank one.
        case nothing
        case salt([UInt8])
        case erased(Digest)
    }

    /// For each hidden column.
    var parts: [Part]
    /// The digest of the row as it was pinned without salts.
    let unsalted: Digest?

    init(_ parts: [Part], unsalted: Digest? = nil) {
        self.parts = parts
        self.unsalted = unsalted
    }

    /// Salts for the values of the hidden columns of a row.
    init(
        _ values: [DatabaseValue], hiding columns: [Int], salts: Salts, unsalted: Digest? = nil
    ) {
        self.init(
            columns.map { values[$0].isBlank ? .nothing : .salt(salts.next()) },
            unsalted: unsalted)
    }

    /// Which of the hidden columns were erased.
    var erased: [Int] {
        parts.indices.filter { if case .erased = parts[$0] { true } else { false } }
    }

    /// Takes the salt of a value away and leaves its commitment; false where there is no value.
    mutating func erase(_ part: Int, _ value: DatabaseValue) -> Bool {
        guard case .salt(let salt) = parts[part], case .text(let text) = value else { return false }
        parts[part] = .erased(Commitment(text, salt: salt).digest)
        return true
    }
}

extension FactSeal {
    private enum Mark { static let nothing: UInt8 = 0, salt: UInt8 = 1, erased: UInt8 = 2 }

    /// A byte that says whether the digest without salts follows, and the parts in order.
    var bytes: [UInt8] {
        let head = unsalted.map { [1] + $0.bytes } ?? [0]
        return parts.reduce(into: head) { bytes, part in
            switch part {
            case .nothing: bytes.append(Mark.nothing)
            case .salt(let salt): bytes += [Mark.salt] + salt
            case .erased(let digest): bytes += [Mark.erased] + digest.bytes
            }
        }
    }

    /// Nil where the bytes are no seal of so many columns.
    init?(_ bytes: [UInt8], columns: Int) {
        var rest = bytes[...]
        guard let head = rest.popFirst(), head <= 1 else { return nil }
        unsalted = head == 1 ? rest.takeDigest() : nil
        if head == 1, unsalted == nil { return nil }
        parts = []
        while let mark = rest.popFirst() {
            guard let part = FactSeal.part(mark, &rest) else { return nil }
            parts.append(part)
        }
        if parts.count != columns { return nil }
    }

    private static func part(_ mark: UInt8, _ rest: inout ArraySlice<UInt8>) -> Part? {
        switch mark {
        case Mark.nothing: .nothing
        case Mark.salt: rest.take(Salts.size).map { .salt($0) }
        case Mark.erased: rest.takeDigest().map { .erased($0) }
        default: nil
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func take(_ count: Int) -> [UInt8]? {
        guard self.count >= count else { return nil }
        defer { removeFirst(count) }
        return Array(prefix(count))
    }

    fileprivate mutating func takeDigest() -> Digest? { take(32).flatMap { Digest($0) } }
}

extension DatabaseValue {
    /// Null, or a text without letters: nothing to hide.
    var isBlank: Bool { self == .null || self == .text("") }
}

/// A row of facts as it is stored: its values by key and column, and its seal where it has hidden
/// columns.
struct SealedRow {
    let values: [DatabaseValue]
    let seal: FactSeal?
    /// Whether the table has a column for seals.
    let isSealable: Bool

    /// In the order of the columns of the table.
    var stored: [DatabaseValue] {
        isSealable ? values + [seal.map { .bytes($0.bytes) } ?? .null] : values
    }
}
