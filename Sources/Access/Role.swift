/// What somebody is at a utility.
package enum Role: String, Sendable, CaseIterable, Codable {
    /// Takes the call: finds, explains, takes a payment, opens a case.
    case advisor
    /// Corrects what the advisor found.
    case specialist
    /// Loads readings, runs the bills, watches the tracker.
    case coordinator
    /// Decides what specialists and co-ordinators may not alone.
    case senior
    /// Keeps rules, interfaces and jobs running.
    case analyst
    /// Answers for the work and its money.
    case manager
    /// Sees everything, changes nothing.
    case auditor
    /// Looks after people and the installation, not after bills.
    case administrator
}
