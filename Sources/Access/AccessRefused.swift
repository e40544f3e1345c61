package import Measures

/// Why somebody may not do or see something.
package enum AccessRefused: Error, Hashable, Sendable {
    case notAllowed(who: String, Permission)
    /// Nil for what concerns all schemes.
    case outsideScope(who: String, Permission, scheme: String?, Scope)
    case ownWork(who: String, Permission)
    case aboveLimit(who: String, Permission, asked: Money, limit: Money)
    /// The books have people, and nobody of this name is among those who are here.
    case unknownPerson(name: String)
    /// The books have people: a name alone is not enough.
    case noCredential(name: String)
    /// Of nobody, of somebody else, or of one that was ended. Nil where no name was given.
    case wrongCredential(name: String?)
    case nameTaken(name: String)
    case leftAlready(name: String, on: Day)
    /// The first person of books is an administrator, or nobody could add the second.
    case firstIsAdministrator(name: String)
    /// A role for nobody, a name that is blank, or a day before today.
    case notAPersonsName(String)
    case startsBefore(today: Day, Day)
    case schemeUnknown(String)
    case noSuchCredential(Int64)
    /// Nobody would be left who can manage people.
    case lastAdministrator(name: String)
    case noSuchRole(name: String, Role)
    case noSuchProposal(Int64)
    case decidedAlready(proposal: Int64, ProposalState)
    /// What it would do now is not what was shown when it was proposed.
    case otherEffect(proposal: Int64)
}
