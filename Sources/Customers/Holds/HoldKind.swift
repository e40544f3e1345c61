/// Why something about an account stands still (rule G1.2).
package enum HoldKind: String, Sendable, CaseIterable {
    case dispute, complaint
    case breathingSpace = "breathing-space"
    /// A moratorium in a mental-health crisis (rule G3.1).
    case mentalHealthCrisis = "mental-health-crisis"
    case bereavement, vulnerability
    case paymentPlan = "payment-plan"
    case insolvency, billing
    case systemError = "system-error"
    case collections
    /// A court, an audit, an enquiry (rule H6.5).
    case legal
}

/// What a hold can stop.
package enum HeldAct: String, Sendable, CaseIterable {
    case bill
    case reminder
    /// Interest, late fees and penalties.
    case fee
    /// A collector, a court, a warrant, a visit, a deduction, moving to prepayment.
    case enforcement
    case disconnection
    /// Word about the debt; about supply or a complaint stays allowed (rule G3.2).
    case contactAboutDebt = "contact-about-debt"
    case directDebit = "direct-debit"
    case marketing
    /// Erasing personal data (rule H6.5).
    case erasure
}

extension HoldKind {
    /// The table of which hold stops what (rules G1.2, G3.2, E6.1, H6.5).
    package var stops: Set<HeldAct> {
        let debt: Set<HeldAct> = [.reminder, .fee, .enforcement, .disconnection]
        return switch self {
        case .dispute, .complaint: debt.union([.erasure])
        case .breathingSpace, .mentalHealthCrisis: debt.union([.contactAboutDebt])
        case .bereavement: debt.union([.contactAboutDebt, .directDebit, .marketing])
        case .vulnerability: [.enforcement, .disconnection]
        case .paymentPlan, .systemError, .collections: debt
        case .insolvency: debt.union([.contactAboutDebt, .directDebit])
        case .billing: debt.union([.bill])
        case .legal: debt.union([.erasure])
        }
    }
}
