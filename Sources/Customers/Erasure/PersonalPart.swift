package import Measures

/// A part of what is known of a party, which is erased or kept as a whole.
package enum PersonalPart: String, Sendable, CaseIterable, Codable {
    case name
    case postalAddress = "postal-address"
    /// E-mail and telephone.
    case contacts
    /// What is to be minded, such as dialysis.
    case needs
    /// How they want to be reached, and the evidence of consents.
    case preferences
    /// Why an account was put on hold.
    case holds
    /// Who else is liable, pays or may act, and the evidence for it.
    case relations
    /// Reasons of events about them.
    case reasons
    /// Requests and answers that were stored with events about them.
    case answers

    package var recordClass: RecordClass { self == .needs ? .protected : .personal }
}

/// Why a part may not be erased yet.
package enum KeptFor: String, Sendable, Codable, CaseIterable {
    /// They are supplied: the contract needs it (rule H6.1).
    case contract
    /// A bill with it was issued: tax law (rule H6.4).
    case tax
    /// They are liable for an account of somebody else, or pay it (rules E5.1, H6.1).
    case liability
    /// A dispute, a complaint, a debt, an audit or a court (rule H6.5).
    case legalHold = "legal-hold"
    /// What to mind is kept for a year after it ended (rule H6.4).
    case needsEnded = "needs-ended"
}

/// What becomes of a part.
package enum ErasureVerdict: Sendable, Hashable {
    case erase
    /// Kept, and the first day on which it may go; nil where that is not known yet.
    case kept(KeptFor, until: Day?)
}
