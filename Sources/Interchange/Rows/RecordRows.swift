package import Customers
import Measures

/// A dated fact of a party or an account: a row of one of six files.
package protocol RecordRow: ImportRow {
    associatedtype Record: DatedRecord

    /// The columns that name whom it is about, and somebody else in it.
    static var ownerColumn: Column { get }
    static var otherColumn: Column? { get }
    static var fromColumn: Column { get }

    /// The code of the party or account that it is about.
    var owner: String { get }
    /// The number of another customer in it; nil where there is none.
    var other: String? { get }

    func record(id: Int64, owner: Int64, other: Int64) -> Record
}

extension RecordRow {
    package static var otherColumn: Column? { nil }
    package var other: String? { nil }
}

/// needs.csv (rule G5.1)
package struct NeedRow: RecordRow, Hashable {
    package enum Column: Int, CSVColumn {
        case customerId, kind, from, to, confirmed, consent, note

        package static let optional: Set<Column> = [.to, .confirmed, .note]
    }

    package static let fileName = "needs.csv"
    package static let ownerColumn = Column.customerId
    package static let fromColumn = Column.from

    package let owner: String
    private let need: Need

    package init(_ fields: inout RowFields<Column>) {
        owner = fields.id(.customerId)
        let period = fields.period(from: .from, to: .to)
        need = Need(
            id: 0, party: 0, kind: fields.word(.kind, of: rawWords(NeedKind.self)),
            period: period,
            confirmed: fields.optionalDay(.confirmed, notBefore: period.start, of: .from),
            consent: fields.text(.consent), note: fields.optionalText(.note, atMost: 400) ?? "")
    }

    package func record(id: Int64, owner: Int64, other: Int64) -> Need {
        Need(
            id: id, party: owner, kind: need.kind, period: need.period,
            confirmed: need.confirmed, consent: need.consent, note: need.note)
    }
}

/// holds.csv (rule G1.2)
package struct HoldRow: RecordRow, Hashable {
    package enum Column: Int, CSVColumn {
        case accountId, kind, from, to, review, team, reason

        package static let optional: Set<Column> = [.to, .review, .team]
    }

    package static let fileName = "holds.csv"
    package static let ownerColumn = Column.accountId
    package static let fromColumn = Column.from

    package let owner: String
    private let hold: Hold

    package init(_ fields: inout RowFields<Column>) {
        owner = fields.id(.accountId)
        let kind = fields.word(.kind, of: rawWords(HoldKind.self))
        let period = HoldRow.period(&fields, of: kind)
        hold = Hold(
            id: 0, account: 0, kind: kind, period: period,
            review: fields.optionalDay(.review, notBefore: period.start, of: .from),
            team: fields.word(.team, of: rawWords(HoldTeam.self), standard: kind.team),
            reason: fields.text(.reason, atMost: 400))
    }

    /// A breathing space without a last day is of 60 days (rule G3.3).
    private static func period(_ fields: inout RowFields<Column>, of kind: HoldKind) -> Period {
        let period = fields.period(from: .from, to: .to)
        guard kind == .breathingSpace, fields.isBlank(.to) else { return period }
        return Hold.breathingSpace(registeredOn: period.start - 1)
    }

    package func record(id: Int64, owner: Int64, other: Int64) -> Hold {
        Hold(
            id: id, account: owner, kind: hold.kind, period: hold.period, review: hold.review,
            team: hold.team, reason: hold.reason)
    }
}

/// preferences.csv (rule H2.5)
package struct PreferenceRow: RecordRow, Hashable {
    package enum Column: Int, CSVColumn {
        case customerId, purpose, channel, format, language, quietHours, from, to, evidence

        package static let optional: Set<Column> = [
            .format, .language, .quietHours, .to, .evidence,
        ]
    }

    package static let fileName = "preferences.csv"
    package static let ownerColumn = Column.customerId
    package static let fromColumn = Column.from

    package let owner: String
    private let wish: Preference

    package init(_ fields: inout RowFields<Column>) {
        owner = fields.id(.customerId)
        wish = Preference(
            id: 0, party: 0, purpose: fields.word(.purpose, of: rawWords(ContactPurpose.self)),
            channel: fields.word(.channel, of: rawWords(ContactChannel.self)),
            format: fields.word(
                .format, of: rawWords(AccessibleFormat.self), standard: .standard),
            language: fields.optionalID(.language) ?? "",
            quiet: PreferenceRow.quiet(&fields),
            period: fields.period(from: .from, to: .to),
            evidence: fields.optionalText(.evidence, atMost: 400) ?? "")
    }

    private static func quiet(_ fields: inout RowFields<Column>) -> QuietHours? {
        guard let text = fields.optionalText(.quietHours, atMost: 20) else { return nil }
        let hours = QuietHours(text)
        if hours == nil {
            fields.reject(
                .quietHours, rule: "quiet_hours are two times of the day",
                advice: "Write them such as 22:00-07:00.")
        }
        return hours
    }

    package func record(id: Int64, owner: Int64, other: Int64) -> Preference {
        Preference(
            id: id, party: owner, purpose: wish.purpose, channel: wish.channel,
            format: wish.format, language: wish.language, quiet: wish.quiet, period: wish.period,
            evidence: wish.evidence)
    }
}
