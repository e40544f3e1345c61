/// A person or an organisation. All personal data is in this room.
package struct Party: Sendable, Hashable {
    package let id: Int64
    package let code: String
    package let name: String
    package let email: String?
    /// BCP 47, such as `en-GB`.
    package let language: String

    package init(id: Int64, code: String, name: String, email: String?, language: String) {
        self.id = id
        self.code = code
        self.name = name
        self.email = email
        self.language = language
    }
}

/// What a party owes and is owed: one balance, one series of statements.
package struct Account: Sendable, Hashable {
    package let id: Int64
    package let code: String
    package let partyID: Int64

    package init(id: Int64, code: String, partyID: Int64) {
        self.id = id
        self.code = code
        self.partyID = partyID
    }
}
