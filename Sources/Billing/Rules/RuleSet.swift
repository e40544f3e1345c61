package import Measures

/// One thing that bills are made by, with a digest of its content.
package struct RulePart: Sendable, Hashable {
    /// `tariff CODE`, `prices CODE`, `policy`, `limits for COMMODITY` or `calendar of CODE in YEAR`.
    package let name: String
    /// Number of the version in the books; 0 for what has none there.
    package let version: Int64
    package let digest: Digest

    package init(_ name: String, version: Int64 = 0, digest: Digest) {
        self.name = name
        self.version = version
        self.digest = digest
    }
}

/// The rules that a bill follows. Bills of a page that follow the same share one.
package struct RuleSet: Sendable, Hashable {
    /// Number of the program's own rules (`RuleVersion`).
    package let program: Int
    package let parts: [RulePart]
    /// SHA-256 of `bytes`, which `ledger verify` computes again.
    package let digest: Digest

    package init(program: Int, parts: [RulePart], digest: Digest) {
        self.program = program
        self.parts = parts
        self.digest = digest
    }

    init(program: Int, parts: [RulePart], hash: HashFunction) {
        let bytes = RuleSet.bytes(program, parts)
        self.init(program: program, parts: parts, digest: bytes.withUnsafeBytes(hash))
    }

    /// Whether the digest is that of the parts.
    package func isWhole(_ hash: HashFunction) -> Bool {
        RuleSet.bytes(program, parts).withUnsafeBytes(hash) == digest
    }

    private static func bytes(_ program: Int, _ parts: [RulePart]) -> [UInt8] {
        var out = CanonicalWriter()
        out.write(program)
        for part in parts {
            out.write(part.name)
            out.write(part.version)
            out.write(part.digest)
        }
        return out.bytes
    }
}
