package import Documents
import Foundation
import Measures
import Storage

/// Makes letters and e-mails about bills, dated with the business day.
package struct MakeLetters: Sendable {
    package enum Problem: Error, Hashable, Sendable {
        /// The customer of the bill has no e-mail address, or one that cannot be written to.
        case noAddress(account: String)
        /// The utility's own address is not known: its contact is none.
        case noSender(scheme: String)
    }

    let door: Door
    package let kind: LetterKind
    package let given: [(name: String, value: String)]
    /// The address that e-mails come from; nil for the first one in the utility's contact.
    package let sender: String?
    /// The form in which the bill is attached to e-mails.
    package let attaching: AttachedForm

    package enum AttachedForm: String, Sendable, CaseIterable { case page, pdf }

    package init(
        _ door: Door, kind: LetterKind,
        given: [(name: String, value: String)] = [], sender: String? = nil,
        attaching: AttachedForm = .page
    ) {
        self.door = door
        self.kind = kind
        self.given = given
        self.sender = sender
        self.attaching = attaching
    }

    /// The letter about a bill, by its number or id.
    package func letter(_ bill: String) throws -> Letter {
        try door.read(.readAccounts, rows: .bill(bill)) { try made(bill, $0).letter }
    }

    /// The e-mail about a bill, with the bill attached.
    package func mail(_ bill: String) throws -> EMail {
        try door.read(.readAccounts, rows: .bill(bill)) { books in
            let (letter, document, explained) = try made(bill, books)
            return try mail(letter, with: document, explaining: explained, in: books)
        }
    }

    func mail(
        _ letter: Letter, with document: BillDocument, explaining explained: ExplainedBill,
        in books: Books
    ) throws -> EMail {
        let account = try books.customers.account(explained.bill.accountID)
        let party = try account.flatMap { try books.customers.party($0.partyID) }
        guard let to = party?.email.flatMap({ EMail.Address(letter.addressee.name, $0) })
        else { throw Problem.noAddress(account: letter.addressee.account) }
        let own = sender ?? letter.issuer.contact.first(where: EMail.isAddress)
        guard let from = own.flatMap({ EMail.Address(letter.issuer.name, $0) }) else {
            throw Problem.noSender(scheme: letter.issuer.name)
        }
        let isLinked = given.contains { $0.name == "link" }
        return EMail(
            letter, from: from, to: to, id: "\(explained.bill.id).\(kind.rawValue)",
            attachments: isLinked ? [] : [try attachment(document, explained, books: books)])
    }

    private func attachment(
        _ document: BillDocument, _ explained: ExplainedBill, books: Books
    ) throws -> EMail.Attachment {
        let name = "bill-\(explained.bill.id)"
        switch attaching {
        case .page:
            return EMail.Attachment(
                name: name + ".html", type: "text/html",
                content: Array(BillHTML.text(document).utf8))
        case .pdf:
            let file = try BillPDF.file(document, of: explained.bill.id, books)
            return EMail.Attachment(
                name: name + ".pdf", type: "application/pdf", content: file.bytes)
        }
    }

    func made(
        _ bill: String, _ books: Books
    ) throws -> (letter: Letter, document: BillDocument, explained: ExplainedBill) {
        let explained = try ExplainedBill(books, bill)
        let document = try BillDocument(explained, books)
        let template = try LetterTemplates(door)
            .template(kind, language: document.language)
        let values = try GivenValues(given, currency: document.total.currency)
        let letter = try Letter(
            template, about: document, on: try books.businessDay(), given: values)
        return (letter, document, explained)
    }
}
