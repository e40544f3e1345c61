package import Measures

/// What a bill can be held to: one digest of its facts and one of its rules.
package struct BillProof: Sendable, Hashable {
    /// Of the facts that the points on the bill were billed from (`PointFacts.factBytes`).
    package var facts: Digest
    /// Of its rule set.
    package var rules: Digest

    package init(facts: Digest, rules: Digest) {
        self.facts = facts
        self.rules = rules
    }
}

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

/// What decides which rule set a segment follows.
struct RuleKey: Hashable {
    let tariff: String
    let commodity: Commodity
    /// Calendar years that the segment touches.
    let years: ClosedRange<Int>

    init(_ tariff: String, _ commodity: Commodity, _ period: Period) {
        self.tariff = tariff
        self.commodity = commodity
        years = period.start.date.year...period.last.date.year
    }
}

/// Proves the bills of one page: rule sets are made once, facts are hashed for each point.
struct BillProving: ~Copyable {
    private let rules: RunRules
    /// Nil where the rules bring none: bills are then made without proof.
    private let hash: HashFunction?
    private var sets: [Set<RuleKey>: Digest] = [:]
    /// Of bills that follow one key alone: nearly all, and a page knows few keys.
    private var single: [(key: RuleKey, digest: Digest)] = []
    private var out = CanonicalWriter()
    private(set) var made: [RuleSet] = []

    init(_ rules: RunRules) { (self.rules, hash) = (rules, rules.hash) }

    /// The digest of what a point was billed from.
    mutating func digest(of point: PointFacts) -> Digest? {
        guard let hash else { return nil }
        out.clear()
        point.write(to: &out, rules)
        return out.withBytes(hash)
    }

    mutating func proof(of bill: OpenBill) -> BillProof? {
        guard let hash, let digest = bill.digest else { return nil }
        out.clear()
        out.write(digest)
        for other in bill.otherDigests { out.write(other) }
        let facts = out.withBytes(hash)
        guard bill.otherKeys.isEmpty else {
            let keys = Set([bill.key] + bill.otherKeys)
            return BillProof(facts: facts, rules: self.rules(keys, hash))
        }
        return BillProof(facts: facts, rules: self.rules(bill.key, hash))
    }

    private mutating func rules(_ key: RuleKey, _ hash: HashFunction) -> Digest {
        if let known = single.first(where: { $0.key == key }) { return known.digest }
        let digest = rules([key], hash)
        single.append((key, digest))
        return digest
    }

    private mutating func rules(_ keys: Set<RuleKey>, _ hash: HashFunction) -> Digest {
        if let known = sets[keys] { return known }
        let names = Set(keys.flatMap { rules.partNames($0) }).sorted()
        let set = RuleSet(
            program: rules.version.rawValue, parts: names.compactMap(rules.part), hash: hash)
        sets[keys] = set.digest
        if !made.contains(set) { made.append(set) }
        return set.digest
    }
}

extension RunRules {
    /// What a segment follows, by name.
    fileprivate func partNames(_ key: RuleKey) -> [String] {
        let years = key.years.map { "calendar of \(key.tariff) in \($0)" }
        let usesCalendar = tariffs[key.tariff]?.timeOfUse != nil
        return ["tariff " + key.tariff, "policy", "limits for \(key.commodity.rawValue)"]
            + (usesCalendar ? years : [])
            + Set(tariffs[key.tariff]?.fromPrices.map { "prices \($0.prices.series)" } ?? [])
    }

    /// The rule of that name as this run has it; nil where it has none.
    package func part(_ name: String) -> RulePart? {
        guard let hash else { return nil }
        let words = name.split(separator: " ").map(String.init)
        switch words.first {
        case "tariff":
            return tariffs[words.dropFirst().joined(separator: " ")].map {
                RulePart(name, version: $0.versionID, digest: $0.digest)
            }
        case "policy": return policy
        case "limits":
            return words.last.flatMap { Commodity(rawValue: $0) }.map { limits(for: $0, hash) }
        case "prices":
            let code = words.dropFirst().joined(separator: " ")
            return prices[code].map { RulePart(name, digest: $0.digest(hash)) }
        case "calendar":
            let code = words.dropFirst(2).dropLast(2).joined(separator: " ")
            guard let year = words.last.flatMap({ Int($0) }), let tariff = tariffs[code] else {
                return nil
            }
            return RulePart(name, digest: tariff.calendar.digest(in: year, hash))
        default: return nil
        }
    }

    /// What billing takes from the policy and, where it is silent, from the rulebook.
    private func limits(for commodity: Commodity, _ hash: HashFunction) -> RulePart {
        var out = CanonicalWriter()
        out.write(readWindow)
        out.write(estimates)
        out.write(limits)
        if let limits = validationLimits[commodity] { out.write(limits) }
        return RulePart(
            "limits for \(commodity.rawValue)", digest: out.withBytes(hash))
    }
}
