package import Outbox
package import Storage

/// Asked again at the moment of sending, in the transaction that takes the message: whether it may
/// still go to this receiver, this way, now.
package protocol SendingGuard: Sendable {
    func verdict(
        on record: MessageRecord, holding message: OutgoingMessage, in books: Books
    ) throws -> SendingVerdict
}

/// Mail goes to the address that its customer has at this moment: one that was changed or taken
/// back since it was written stops it for a person.
package struct AddressGuard: SendingGuard {
    package init() {}

    package func verdict(
        on record: MessageRecord, holding message: OutgoingMessage, in books: Books
    ) throws -> SendingVerdict {
        guard message.kind == .mail, let id = record.account,
            let account = try books.customers.account(id)
        else { return .send }
        let address = try books.customers.party(account.partyID)?.email
        if address == message.receiver { return .send }
        return .hold("account \(account.code) has another e-mail address now, or none")
    }
}
