import Measures

/// Proves the bills of one page: rule sets are made once, facts are hashed for each point.
struct BillProver: ~Copyable {
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
