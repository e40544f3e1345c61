import Access
import Customers
package import Measures
import Storage

/// The dated facts of a party or an account; what the caller may not see is left out.
package struct ListRecords: Sendable {
    let door: Door

    package init(_ door: Door) { self.door = door }

    package func ofParty(_ code: String) throws -> RecordList {
        try read { books, list in
            guard let party = try books.customers.party(code: code)?.id else {
                throw ErasureRefused.unknownParty(code)
            }
            for need in try books.needs.of(party) {
                list.add(.need, need, what: need.kind?.rawValue ?? "", as: need.kind?.recordClass)
            }
            for wish in try books.preferences.of(party) {
                list.add(
                    .preference, wish,
                    what:
                        "\(wish.purpose.rawValue) by \(wish.channel.rawValue), \(wish.format.rawValue)"
                )
            }
            for agent in try books.agents.of(party) {
                let scopes = agent.scopes.map(\.rawValue).joined(separator: ", ")
                list.add(.agent, agent, what: "\(agent.kind.rawValue) \(agent.name): \(scopes)")
            }
        }
    }

    package func ofAccount(_ code: String) throws -> RecordList {
        try read { books, list in
            guard let account = try books.customers.account(code: code)?.id else {
                throw ErasureRefused.unknownParty(code)
            }
            for hold in try books.holds.of(account) {
                list.add(.hold, hold, what: "\(hold.kind.rawValue): \(hold.reason)")
            }
            for joint in try books.jointParties.of(account) {
                list.add(
                    .jointParty, joint, what: try books.customers.party(joint.party)?.code ?? "")
            }
            for payer in try books.payers.of(account) {
                let code = try books.customers.party(payer.party)?.code ?? ""
                list.add(.payer, payer, what: "\(code), \(payer.share) %")
            }
        }
    }

    private func read(_ body: (Books, inout RecordList) throws -> Void) throws -> RecordList {
        try door.read(.readAccounts, rows: .none) { books in
            let authority = try books.authority(of: door.caller)
            let isMasked = authority.scope(of: .readProtected) == nil
            var list = RecordList(sees: isMasked ? .personal : .protected)
            try body(books, &list)
            return list
        }
    }
}

/// Dated facts as they are shown.
package struct RecordList: Sendable {
    package struct Entry: Sendable, Hashable {
        package let kind: RecordKind
        package let number: Int64
        /// Nil where it was masked.
        package let what: String?
        package let period: Period
        package let recordClass: RecordClass
    }

    package private(set) var entries: [Entry] = []
    private let sees: RecordClass

    init(sees: RecordClass) { self.sees = sees }

    fileprivate mutating func add(
        _ kind: RecordKind, _ record: some DatedRecord, what: String,
        as recordClass: RecordClass? = nil
    ) {
        let recordClass = recordClass ?? .personal
        entries.append(
            Entry(
                kind: kind, number: record.id, what: recordClass <= sees ? what : nil,
                period: record.period, recordClass: recordClass))
    }
}
