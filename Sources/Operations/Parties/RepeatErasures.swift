package import Access
import Customers
import Measures
package import Storage

/// Does erasures of a list again, in books that were restored from before them. What was asked for
/// then goes now, whatever the restored books say of supply and bills.
package struct RepeatErasures: Act {
    package static let name = "repeat-erasures"
    package static let permission = Permission.erasePersonalData
    package let entries: [PartyErasure]

    package init(_ list: ErasureList) { entries = list.entries }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<RepeatedErasures> {
        let done = Set(try books.erasures.ofParties().map(\.name))
        let due = entries.filter { !done.contains($0.name) }
        let here = try due.filter { try books.customers.party($0.id)?.code == $0.party }
        let answer = RepeatedErasures(
            done: here.count, before: entries.count - due.count,
            waiting: due.filter { !here.contains($0) }.map(\.party))
        guard !here.isEmpty else { return .unchanged(Subject(.installation, "erasures"), answer) }
        var decision = Decision<RepeatedErasures>(
            event: "erasures-repeated", of: Subject(.installation, "erasures")
        ) { books, event in
            for entry in here { try books.erase(again: entry, event: event) }
            return answer
        }
        decision.after = ["erasures": .count(here.count)]
        return decision
    }
}

/// How many erasures of a list were done again.
package struct RepeatedErasures: Codable, Sendable, Hashable {
    package let done: Int
    /// Known to the books already.
    package let before: Int
    /// Customers' numbers that the books do not have: to be done once they were imported.
    package let waiting: [String]
}

extension Books {
    fileprivate func erase(again entry: PartyErasure, event: Int64) throws {
        let data = try erasures.data(of: entry.id, code: entry.party)
        for part in entry.parts.compactMap(PersonalPart.init(rawValue:)) {
            _ = try erasures.erase(part, of: data, event: event)
        }
        try erasures.note(
            party: entry.id, parts: entry.parts, again: entry.first, event: event)
    }
}
