import Access
import Customers
package import Measures
import Storage

/// The dated facts of a party or an account, and those to be looked at again; what the caller may not
/// see is left out.
package struct ListRecords: Sendable {
    let door: Door

    package init(_ door: Door) { self.door = door }

    package func ofParty(_ code: String) throws -> RecordList {
        try read { books, list in
            guard let party = try books.customers.party(code: code)?.id else {
                throw ErasureRefused.unknownParty(code)
            }
            for need in try books.needs.of(party) { list.add(need, of: code) }
            for wish in try books.preferences.of(party) { list.add(wish, of: code) }
            for agent in try books.agents.of(party) { list.add(agent, of: code) }
        }
    }

    package func ofAccount(_ code: String) throws -> RecordList {
        try read { books, list in
            guard let account = try books.customers.account(code: code)?.id else {
                throw RecordRowRefused.unknownAccount(code)
            }
            for hold in try books.holds.of(account) { list.add(hold, of: code) }
            for joint in try books.jointParties.of(account) {
                let party = try books.customers.party(joint.party)?.code ?? ""
                list.add(.jointParty, joint, of: code, what: party)
            }
            for payer in try books.payers.of(account) {
                let party = try books.customers.party(payer.party)?.code ?? ""
                list.add(.payer, payer, of: code, what: "\(party), \(payer.share) %")
            }
        }
    }

    /// Needs and holds that are to be looked at again by a day; today's unless given (rules G1.2,
    /// G5.4).
    package func due(by day: Day? = nil) throws -> RecordList {
        try read { books, list in
            let today = try books.businessDay()
            let day = day ?? today
            for need in try books.needs.all() where need.isDue(by: day, today: today) {
                list.add(need, of: try books.customers.party(need.owner)?.code ?? "")
            }
            for hold in try books.holds.all() where hold.isDue(by: day, today: today) {
                list.add(hold, of: try books.customers.account(hold.owner)?.code ?? "")
            }
        }
    }

    private func read(_ body: (Books, inout RecordList) throws -> Void) throws -> RecordList {
        try door.read(.readAccounts, rows: .none) { books in
            var list = RecordList(sees: try books.classSeen(by: door.caller))
            try body(books, &list)
            return list
        }
    }
}

extension Books {
    /// Up to which class the caller sees what records say (rule H6.6).
    func classSeen(by caller: Caller) throws -> RecordClass {
        try authority(of: caller).scope(of: .readProtected) == nil ? .personal : .protected
    }
}

/// Dated facts as they are shown.
package struct RecordList: Sendable {
    package struct Entry: Sendable, Hashable {
        package let kind: RecordKind
        package let number: Int64
        /// The number of the customer or account that it is about.
        package let owner: String
        /// Nil where it was masked.
        package let what: String?
        package let period: Period
        package let review: Day?
        package let recordClass: RecordClass
    }

    package private(set) var entries: [Entry] = []
    private let sees: RecordClass

    init(sees: RecordClass) { self.sees = sees }

    fileprivate mutating func add(
        _ kind: RecordKind, _ record: some DatedRecord, of owner: String, what: String
    ) {
        let isSeen = record.recordClass <= sees
        entries.append(
            Entry(
                kind: kind, number: record.id, owner: owner, what: isSeen ? what : nil,
                period: record.period, review: record.reviewDay, recordClass: record.recordClass))
    }

    fileprivate mutating func add(_ need: Need, of owner: String) {
        add(.need, need, of: owner, what: need.kind?.rawValue ?? "erased")
    }

    fileprivate mutating func add(_ hold: Hold, of owner: String) {
        let reason = hold.reason.isEmpty ? "" : ": \(hold.reason)"
        add(.hold, hold, of: owner, what: hold.kind.rawValue + reason)
    }

    fileprivate mutating func add(_ wish: Preference, of owner: String) {
        let channel = "\(wish.purpose.rawValue) by \(wish.channel.rawValue)"
        add(.preference, wish, of: owner, what: "\(channel), \(wish.format.rawValue)")
    }

    fileprivate mutating func add(_ agent: Agent, of owner: String) {
        let scopes = agent.scopes.map(\.rawValue).joined(separator: ", ")
        let name = agent.name.isEmpty ? "" : " \(agent.name)"
        add(.agent, agent, of: owner, what: "\(agent.kind.rawValue)\(name): \(scopes)")
    }
}
