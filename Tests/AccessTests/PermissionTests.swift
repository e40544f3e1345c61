import Access
import Testing

@Suite("Who may do what")
struct PermissionTests {
    /// Each role with all that it may do: the table of `Permission.roles` from the other side.
    static let table: [(Role, String)] = [
        (.advisor, "read-books read-accounts take-payments keep-customer-records"),
        (
            .specialist,
            """
            read-books read-accounts read-protected void-readings decide-findings write-letters \
            take-payments correct-bills refund-money keep-customer-records
            """
        ),
        (
            .coordinator,
            """
            read-books read-accounts import-facts void-readings decide-findings calculate-runs \
            release-runs write-letters close-day send-messages keep-customer-records
            """
        ),
        (
            .senior,
            """
            read-books read-accounts read-protected read-ledger read-events import-facts \
            change-rules void-readings decide-findings calculate-runs approve-runs release-runs \
            write-letters take-payments correct-bills refund-money write-off-debt close-day \
            send-messages keep-customer-records
            """
        ),
        (
            .analyst,
            """
            read-books read-accounts read-ledger read-events export-books import-facts \
            change-rules calculate-runs close-day manage-jobs send-messages maintain-books
            """
        ),
        (
            .manager,
            """
            read-books read-accounts read-ledger read-events export-books approve-runs \
            correct-bills refund-money write-off-debt erase-personal-data
            """
        ),
        (
            .auditor,
            "read-books read-accounts read-protected read-ledger read-events export-books"
        ),
        (
            .administrator,
            "read-books read-events manage-jobs maintain-books manage-people erase-personal-data"
        ),
    ]

    @Test("is the table, each role with each act")
    func matrix() {
        #expect(Set(Self.table.map(\.0)) == Set(Role.allCases))
        for (role, words) in Self.table {
            let may = Set(words.split(separator: " ").map(String.init))
            let anna = Caller(.person(.init(rawValue: 1)), name: "anna")
            let authority = Authority(
                anna, on: day,
                grants: [RoleGrant(person: .init(rawValue: 1), role: role, from: day)])
            for permission in Permission.allCases {
                let refusal = authority.refusal(to: permission)
                #expect(
                    (refusal == nil) == may.contains(permission.rawValue),
                    "\(role) \(permission)")
            }
        }
    }

    @Test("an auditor changes nothing, an administrator sees no account")
    func apart() {
        for permission in Permission.allCases where permission.roles.contains(.auditor) {
            #expect(permission.isToRead)
        }
        #expect(!Permission.readAccounts.roles.contains(.administrator))
    }

    @Test("no role may both release runs and approve them but the senior")
    func runs() {
        let both = Permission.approveRuns.roles.intersection(Permission.releaseRuns.roles)
        #expect(both == [.senior])
    }

    @Test("jobs do nothing that waits for a person")
    func jobs() {
        let job = Authority(.job("nightly"), on: day)
        for permission in Permission.allCases {
            let isAllowed = job.refusal(to: permission) == nil
            #expect(isAllowed == permission.isForJobs)
            if isAllowed { #expect(permission.secondPerson == .never) }
        }
        #expect(job.refusal(to: .approveRuns) != nil)
        #expect(job.refusal(to: .releaseRuns) != nil)
    }

    @Test("books without people have one user, who is every role")
    func single() {
        let user = Authority(.singleUser("operator"), on: day)
        #expect(Permission.allCases.allSatisfy { user.refusal(to: $0) == nil })
        #expect(user.roles == Set(Role.allCases))
    }
}
