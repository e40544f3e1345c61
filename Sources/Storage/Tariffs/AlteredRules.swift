package import Billing
package import Measures

/// A tariff or policy whose text no longer has the digest it was imported with.
package struct AlteredRule: Sendable, Hashable {
    /// `tariff water`, `policy`.
    package let name: String
    package let version: Int64
    package let recorded: Digest
    package let found: Digest

    /// Nil where both are the same.
    init?(_ found: RulePart, recorded: Digest) {
        guard found.digest != recorded else { return nil }
        (name, version, self.recorded) = (found.name, found.version, recorded)
        self.found = found.digest
    }
}

extension TariffVersion {
    /// The version with the digest of its text as it is found.
    package var part: RulePart {
        RulePart("tariff " + code, version: id, digest: SHA256.digest(of: Array(book.utf8)))
    }
}

extension PolicyVersion {
    /// The version with the digest of its text as it is found.
    package var part: RulePart {
        RulePart("policy", version: id, digest: SHA256.digest(of: Array(text.utf8)))
    }
}

extension TariffStore {
    /// All versions of tariffs and policies, with the digests of their stored texts.
    package func ruleParts() throws -> Set<RulePart> {
        Set(try allTariffs().map(\.part) + allPolicies().map(\.part))
    }

    /// Tariffs and policies whose text was altered: those known at an event, or all.
    package func alteredRules(known: Knowledge? = nil) throws -> [AlteredRule] {
        let tariffs = try known.map { try self.versions(known: $0) } ?? allTariffs()
        let policies = try known.map { try [policy(known: $0)].compactMap { $0 } } ?? allPolicies()
        return tariffs.compactMap { AlteredRule($0.part, recorded: $0.digest) }
            + policies.compactMap { AlteredRule($0.part, recorded: $0.digest) }
    }
}

extension Check {
    /// Tariffs and policies have the texts they were imported with.
    package static let rules = Check("texts of rules") { books in
        try books.tariffs.alteredRules().map {
            "\($0.name), version \($0.version): its text is not what was taken in "
                + "(SHA-256 \($0.found.short), recorded \($0.recorded.short))"
        }
    }
}
