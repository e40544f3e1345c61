package import Measures

/// A person or an organisation. All personal data is in this room.
package struct Party: Sendable, Hashable {
    package let id: Int64
    package let code: String
    package let name: String
    package let email: String?
    /// BCP 47, such as `en-GB`.
    package let language: String
    package let isOrganisation: Bool
    package let phone: String?
    /// Where bills go, if not to the premises.
    package let postalAddress: String?
    /// Codes of needs to be minded, such as `dialysis`.
    package let vulnerability: [String]

    package init(
        id: Int64, code: String, name: String, email: String?, language: String,
        isOrganisation: Bool = false, phone: String? = nil, postalAddress: String? = nil,
        vulnerability: [String] = []
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.email = email
        self.language = language
        self.isOrganisation = isOrganisation
        self.phone = phone
        self.postalAddress = postalAddress
        self.vulnerability = vulnerability
    }
}

/// What a party owes and is owed: one balance, one series of statements.
package struct Account: Sendable, Hashable {
    package let id: Int64
    package let code: String
    package let partyID: Int64
    /// The first day of the account, where it is known.
    package let openedOn: Day?

    package init(id: Int64, code: String, partyID: Int64, openedOn: Day? = nil) {
        self.id = id
        self.code = code
        self.partyID = partyID
        self.openedOn = openedOn
    }
}
