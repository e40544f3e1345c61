/// One thing of the trade that somebody may do. Every act and every question names one.
package enum Permission: String, Sendable, CaseIterable, Codable {
    case readBooks = "read-books"
    case readAccounts = "read-accounts"
    case readProtected = "read-protected"
    case readLedger = "read-ledger"
    case readEvents = "read-events"
    case exportBooks = "export-books"
    case importFacts = "import-facts"
    case changeRules = "change-rules"
    case voidReadings = "void-readings"
    case decideFindings = "decide-findings"
    case calculateRuns = "calculate-runs"
    case approveRuns = "approve-runs"
    case releaseRuns = "release-runs"
    case writeLetters = "write-letters"
    case takePayments = "take-payments"
    case correctBills = "correct-bills"
    case refundMoney = "refund-money"
    case writeOffDebt = "write-off-debt"
    case closeDay = "close-day"
    case manageJobs = "manage-jobs"
    case sendMessages = "send-messages"
    case maintainBooks = "maintain-books"
    case managePeople = "manage-people"
    case erasePersonalData = "erase-personal-data"
    /// Needs, holds, preferences, and who else is liable, pays or speaks for a customer.
    case keepCustomerRecords = "keep-customer-records"
}

extension Permission {
    /// The table of who may do what; tested whole, role by act.
    package var roles: Set<Role> {
        switch self {
        case .readBooks: Set(Role.allCases)
        case .readAccounts: Set(Role.allCases).subtracting([.administrator])
        case .readProtected: [.specialist, .senior, .auditor]
        case .readLedger: [.senior, .analyst, .manager, .auditor]
        case .readEvents: [.senior, .analyst, .manager, .auditor, .administrator]
        case .exportBooks: [.analyst, .manager, .auditor]
        case .importFacts: [.coordinator, .senior, .analyst]
        case .changeRules: [.senior, .analyst]
        case .voidReadings: [.specialist, .coordinator, .senior]
        case .decideFindings: [.specialist, .coordinator, .senior]
        case .calculateRuns: [.coordinator, .senior, .analyst]
        case .approveRuns: [.senior, .manager]
        case .releaseRuns: [.coordinator, .senior]
        case .writeLetters: [.specialist, .coordinator, .senior]
        case .takePayments: [.advisor, .specialist, .senior]
        case .correctBills, .refundMoney: [.specialist, .senior, .manager]
        case .writeOffDebt: [.senior, .manager]
        case .closeDay: [.coordinator, .senior, .analyst]
        case .manageJobs: [.analyst, .administrator]
        case .sendMessages: [.coordinator, .senior, .analyst]
        case .maintainBooks: [.analyst, .administrator]
        case .managePeople: [.administrator]
        case .erasePersonalData: [.manager, .administrator]
        case .keepCustomerRecords: [.advisor, .specialist, .coordinator, .senior]
        }
    }

    /// What jobs may do: nothing that needs a second person, and nothing about people.
    package var isForJobs: Bool {
        switch self {
        case .readBooks, .readAccounts, .readLedger, .readEvents, .exportBooks, .importFacts,
            .calculateRuns, .writeLetters, .closeDay, .sendMessages, .maintainBooks:
            true
        default: false
        }
    }

    /// Looking changes nothing.
    package var isToRead: Bool {
        switch self {
        case .readBooks, .readAccounts, .readProtected, .readLedger, .readEvents, .exportBooks:
            true
        default: false
        }
    }
}
