import Customers
import Measures
package import Outbox
package import Storage

/// Asked again at the moment of sending, in the transaction that takes the message: whether it may
/// still go to this receiver, this way, now.
package protocol SendingGuard: Sendable {
    func verdict(
        on record: MessageRecord, holding message: OutgoingMessage, in books: Books
    ) throws -> SendingVerdict
}

/// Mail about an account's bills goes to the address that its customer has at this moment, if they
/// want it there, and not while a hold stops bills: else a person decides (rules G1.2, H2.5).
package struct CustomerGuard: SendingGuard {
    package init() {}

    package func verdict(
        on record: MessageRecord, holding message: OutgoingMessage, in books: Books
    ) throws -> SendingVerdict {
        guard let id = record.account, let account = try books.customers.account(id) else {
            return .send
        }
        let today = try books.businessDay()
        if let hold = try books.holds.of(id).stopping(.bill, on: today).first {
            return .hold(
                "account \(account.code) has the hold \(hold.id), \(hold.kind.rawValue), that stops bills"
            )
        }
        guard message.kind == .mail else { return .send }
        guard try books.customers.party(account.partyID)?.email == message.receiver else {
            return .hold("account \(account.code) has another e-mail address now, or none")
        }
        return try books.wantsMail(account.partyID, on: today)
            ? .send : .hold("the customer of account \(account.code) wants bills another way now")
    }
}

extension Books {
    /// Whether bills may go to a party by e-mail: unless they asked for another way (rule H2.5).
    func wantsMail(_ party: Int64, on day: Day) throws -> Bool {
        let chosen = try preferences.of(party).chosen(.bill, on: day)
        return (chosen?.channel ?? .email) == .email
    }
}
