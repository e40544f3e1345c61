package import Measures

/// What can go wrong on the way to a bill, and whose work it is (rules D2, D2.1, D2.2).
package struct ExceptionKind: Sendable, Hashable {
    package enum Owner: String, Sendable, Hashable, CaseIterable {
        case metering, billing, tariff, collections, serviceDesk = "service desk"
        case retailData = "retail data"
    }

    package let code: Finding.Code
    package let meaning: String
    package let resolution: String
    package let owner: Owner
    /// Blocking or warning is a property of the code; a run may override it with a reason.
    package let severity: Finding.Severity
    /// Working days from raised to due (rule D7.2): 1 for blocking causes that stop more than
    /// one account, 3 for other blocking ones, 10 for warnings.
    package let dueInWorkingDays: Int
    /// Where the code comes from: `D2`, or the rule that needs it where D2 has none.
    package let source: String
}

/// The exceptions by code. A code never changes once a colleague has seen it.
package enum ExceptionsCatalogue {
    package static let kinds: [ExceptionKind] = rows.map(kind)

    package static func kind(of code: Finding.Code) -> ExceptionKind? { byCode[code] }

    private static let byCode: [Finding.Code: ExceptionKind] = Dictionary(
        uniqueKeysWithValues: kinds.map { ($0.code, $0) })

    private static func kind(_ row: Row) -> ExceptionKind {
        ExceptionKind(
            code: Finding.Code(row.code), meaning: row.meaning, resolution: row.resolution,
            owner: row.owner, severity: row.days == 10 ? .warning : .blocking,
            dueInWorkingDays: row.days, source: row.source)
    }

    struct Row {
        let code: String
        let meaning: String
        let resolution: String
        let owner: ExceptionKind.Owner
        let days: Int
        let source: String

        init(
            _ code: String, meaning: String, resolution: String,
            owner: ExceptionKind.Owner, days: Int, source: String = "D2"
        ) {
            self.code = code
            self.meaning = meaning
            self.resolution = resolution
            self.owner = owner
            self.days = days
            self.source = source
        }
    }
}
