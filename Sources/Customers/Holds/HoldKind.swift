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

/// Who looks after a hold (rule G1.2).
package enum HoldTeam: String, Sendable, CaseIterable {
    case billing, collections, metering, tariff
    case serviceDesk = "service-desk"
}

extension HoldKind {
    /// Who looks after one unless somebody else is named.
    package var team: HoldTeam {
        switch self {
        case .dispute, .billing, .systemError: .billing
        case .breathingSpace, .mentalHealthCrisis, .paymentPlan, .insolvency, .collections:
            .collections
        case .complaint, .bereavement, .vulnerability, .legal: .serviceDesk
        }
    }
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
    /// The table of which hold stops what (rules G1.2, G3.2, E6.1, H6.5). While there is a debt to
    /// settle nothing of the customer is erased.
    package var stops: Set<HeldAct> {
        let dunning: Set<HeldAct> = [.reminder, .fee, .enforcement, .disconnection]
        let debt = dunning.union([.erasure])
        return switch self {
        case .dispute, .complaint, .legal, .paymentPlan, .collections: debt
        case .breathingSpace, .mentalHealthCrisis: debt.union([.contactAboutDebt])
        case .insolvency: debt.union([.contactAboutDebt, .directDebit])
        case .bereavement: dunning.union([.contactAboutDebt, .directDebit, .marketing])
        case .vulnerability: [.enforcement, .disconnection]
        case .systemError: dunning
        case .billing: dunning.union([.bill])
        }
    }
}
