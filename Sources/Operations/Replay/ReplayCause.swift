package import Billing
import Ledger
import Measures
import Storage

/// Why a bill does not come out as it was written, as far as its digests tell.
package enum ReplayCause: Sendable, Hashable {
    /// The stored page does not have its digest: it was altered.
    case page(sequence: Int64)
    /// The facts in the books are not those that the bill was made of.
    case facts
    /// A rule is not the one that the bill was made by; nil where it is not there now.
    case rule(RulePart, now: RulePart?)
    /// The run is marked as planned with other rules of the program than its bills tell.
    case program(billed: Int, now: Int)
    /// Page, facts and rules are the same: this program works them out otherwise.
    case working
}

/// Finds the causes for the bills of one page.
struct ReplayCauses {
    private let sets: [Digest: RuleSet]
    private let rules: RunRules
    /// The page's place in the journal where its bytes do not give its digest.
    private let alteredPage: Int64?

    init(_ stored: RunPage, _ rules: RunRules, alteredPage: Int64?) {
        sets = Dictionary(stored.ruleSets.map { ($0.digest, $0) }) { first, _ in first }
        self.rules = rules
        self.alteredPage = alteredPage
    }

    /// The causes for one bill, the most telling first; none where the page has no digests.
    func of(_ stored: Bill?, _ again: Bill?) -> [ReplayCause] {
        if let alteredPage { return [.page(sequence: alteredPage)] }
        guard let proof = stored?.proof else { return sets.isEmpty ? [] : [.facts] }
        var causes = sets[proof.rules].map(changes) ?? []
        if again.map({ $0.proof?.facts != proof.facts }) ?? causes.isEmpty {
            causes.append(.facts)
        }
        return causes.isEmpty ? [.working] : causes
    }

    private func changes(of set: RuleSet) -> [ReplayCause] {
        let now = rules.version.rawValue
        return set.parts.compactMap { part in
            let now = rules.part(part.name)
            return now == part ? nil : .rule(part, now: now)
        } + (set.program == now ? [] : [.program(billed: set.program, now: now)])
    }
}

extension StoredPage {
    /// Its place in the journal where its bytes do not give its digest; else nil.
    var placeIfAltered: Int64? {
        let before = Link(sequence: link.sequence - 1, previous: .none, digest: link.previous)
        do {
            try before.verify(link, holding: content, hash: SHA256.function)
            return nil
        } catch { return link.sequence }
    }
}
