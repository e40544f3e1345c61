import Access
import Customers
package import Measures
import Storage

/// What is known of a party: values that the caller may not see are left out.
package struct ShowParty: Sendable {
    let door: Door

    package init(_ door: Door) { self.door = door }

    package func callAsFunction(_ code: String) throws -> PartyShown {
        try door.read(.readAccounts, rows: .none) { books in
            guard let party = try books.customers.party(code: code) else {
                throw ErasureRefused.unknownParty(code)
            }
            let authority = try books.authority(of: door.caller)
            let sees: RecordClass =
                authority.scope(of: .readProtected) == nil ? .personal : .protected
            return PartyShown(
                code: code, fields: try books.fields(of: party).map { $0.seen(up: sees) },
                erasedBy: try books.erasures.eventsByParty()[party.id])
        }
    }
}

/// A value with its class; nil where it was masked.
package struct ShownField: Sendable, Hashable {
    package let name: String
    package let recordClass: RecordClass
    package let value: String?

    fileprivate func seen(up to: RecordClass) -> ShownField {
        recordClass <= to ? self : ShownField(name: name, recordClass: recordClass, value: nil)
    }
}

package struct PartyShown: Sendable, Hashable {
    package let code: String
    package let fields: [ShownField]
    /// The event that last erased something of it.
    package let erasedBy: Int64?
}

extension Books {
    fileprivate func fields(of party: Party) throws -> [ShownField] {
        let accounts = try erasures.data(of: party.id, code: party.code).accounts
        let codes = try customers.accounts(accounts).values.map(\.code).sorted()
        let isHidden = try needs.of(party.id).hideWhereabouts(on: businessDay())
        let whereabouts: RecordClass = isHidden ? .protected : .personal
        let fields: [(String, RecordClass, String?)] = [
            ("customer", .open, party.code), ("accounts", .open, codes.joined(separator: ", ")),
            ("kind", .open, party.isOrganisation ? "organisation" : "person"),
            ("language", .open, party.language), ("name", .personal, party.name),
            ("e-mail", whereabouts, party.email), ("phone", whereabouts, party.phone),
            ("postal address", whereabouts, party.postalAddress),
            ("needs", .protected, party.vulnerability.joined(separator: ", ")),
        ]
        return fields.map { ShownField(name: $0.0, recordClass: $0.1, value: $0.2 ?? "") }
    }
}
