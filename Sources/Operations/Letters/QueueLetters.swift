import Access
import Billing
import Documents
import Measures
import Outbox
import Storage

/// Puts a letter about each released bill of a run into the outbox: as an e-mail where the
/// customer has an address, else as a page to be printed and posted. Said again, it adds what is
/// missing and nothing twice.
package struct QueueLetters: Sendable {
    package struct Queued: Sendable {
        package internal(set) var mails = 0
        package internal(set) var letters = 0
        /// They are in the outbox already.
        package internal(set) var known = 0
        package internal(set) var refused: [(bill: String, reason: any Error)] = []
    }

    private let making: MakeLetters

    package init(_ making: MakeLetters) { self.making = making }

    /// Letters that one transaction puts in: others write between two of them.
    private static let together = 200

    package func callAsFunction(run id: Int64, isDryRun: Bool = false) throws -> Queued {
        let bills = try making.door.read(.readAccounts) {
            try $0.bills.issuedBills(ofRun: id, last: Int.max)
        }
        var queued = Queued()
        var rest = bills[...]
        while !rest.isEmpty {
            let piece = rest.prefix(QueueLetters.together)
            rest = rest.dropFirst(piece.count)
            let made = try making.door.read(.readAccounts) { books in
                try piece.compactMap { try message($0, books, queued: &queued) }
            }
            try add(made, ofRun: id, isDryRun, queued: &queued)
        }
        return queued
    }

    private func add(
        _ messages: [OutgoingMessage], ofRun id: Int64, _ isDryRun: Bool, queued: inout Queued
    ) throws {
        guard !messages.isEmpty else { return }
        let added = try making.door.step(
            .writeLetters, isDryRun: isDryRun, rows: .none
        ) { step in
            let books = step.books
            let missing = try messages.filter { try books.outbox.message($0.key) == nil }
            guard !missing.isEmpty else { return missing }
            let event = try step.record(
                "letters-queue",
                of: Subject(
                    .letters, "\(id) \(making.kind.rawValue)",
                    described: "run \(id) \(making.kind.rawValue)"))
            for message in missing { _ = try books.outbox.add(message, event: event) }
            return missing
        }
        queued.known += messages.count - added.count
        queued.mails += added.count { $0.kind == .mail }
        queued.letters += added.count { $0.kind == .letter }
    }

    private func message(
        _ bill: IssuedBill, _ books: Books, queued: inout Queued
    ) throws -> OutgoingMessage? {
        do {
            return try making.message(bill, books)
        } catch
            where error is MakeLetters.Problem || error is LetterIncomplete
            || error is MessageRefused
        {
            queued.refused.append((bill.reference, error))
            return nil
        }
    }
}

extension MakeLetters {
    /// The letter about a bill as it goes out. Its key is that of bill and kind, whichever way.
    fileprivate func message(_ bill: IssuedBill, _ books: Books) throws -> OutgoingMessage {
        let (letter, document, explained) = try made("\(bill.billID)", books)
        let key = "\(bill.billID).\(kind.rawValue)"
        let (about, account) = ("bill \(bill.billID)", explained.bill.accountID)
        if try goesByMail(account, books) {
            let mail = try mail(letter, with: document, explaining: explained, in: books)
            return try OutgoingMessage(
                .mail, key: key, about: about, account: account, to: mail.to.address,
                from: mail.from.address, content: Array(mail.message.utf8))
        }
        return try OutgoingMessage(
            .letter, key: key, about: about, account: account,
            to: "\(bill.reference).\(kind.rawValue).html",
            content: Array(LetterHTML.text(letter).utf8))
    }

    /// Where the customer has an address and did not ask for another way.
    private func goesByMail(_ account: Int64, _ books: Books) throws -> Bool {
        guard let party = try books.customers.account(account)?.partyID,
            let email = try books.customers.party(party)?.email, EMail.isAddress(email)
        else { return false }
        return try books.wantsMail(party, on: try books.businessDay())
    }
}
