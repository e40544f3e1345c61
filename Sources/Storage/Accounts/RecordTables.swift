import Customers
import Measures

extension Period {
    fileprivate var first: DatabaseValue { "\(start)".databaseValue }
    fileprivate var last: DatabaseValue { "\(end)".databaseValue }
}

extension RecordTable<Need> {
    static var needs: RecordTable {
        RecordTable(
            facts: .need, kind: .need, owner: "party_id",
            values: { need in
                [
                    need.owner.databaseValue, (need.kind?.rawValue ?? "").databaseValue,
                    need.period.first,
                    need.period.last, (need.confirmed?.description).databaseValue,
                    need.consent.databaseValue, need.note.databaseValue,
                ]
            },
            record: { row in
                Need(
                    id: row[0], party: row[1],
                    kind: try row.wordOrNil(2, NeedKind.self, in: "need"),
                    period: try row.period(3, 4),
                    confirmed: try row.dayOrNil(5), consent: row[6],
                    note: row[7])
            })
    }
}

extension RecordTable<Hold> {
    static var holds: RecordTable {
        RecordTable(
            facts: .hold, kind: .hold, owner: "account_id",
            values: { hold in
                [
                    hold.owner.databaseValue, hold.kind.rawValue.databaseValue, hold.period.first,
                    hold.period.last, (hold.review?.description).databaseValue,
                    hold.team.rawValue.databaseValue, hold.reason.databaseValue,
                ]
            },
            record: { row in
                Hold(
                    id: row[0], account: row[1], kind: try row.word(2, HoldKind.self, "hold"),
                    period: try row.period(3, 4),
                    review: try row.dayOrNil(5),
                    team: try row.word(6, HoldTeam.self, "hold"), reason: row[7])
            })
    }
}

extension RecordTable<Preference> {
    static var preferences: RecordTable {
        RecordTable(
            facts: .preference, kind: .preference, owner: "party_id",
            values: { wish in
                [
                    wish.owner.databaseValue, wish.purpose.rawValue.databaseValue,
                    wish.channel.rawValue.databaseValue, wish.format.rawValue.databaseValue,
                    wish.language.databaseValue, (wish.quiet?.description ?? "").databaseValue,
                    wish.period.first, wish.period.last, wish.evidence.databaseValue,
                ]
            },
            record: { row in
                Preference(
                    id: row[0], party: row[1],
                    purpose: try row.word(2, ContactPurpose.self, "preference"),
                    channel: try row.word(3, ContactChannel.self, "preference"),
                    format: try row.word(4, AccessibleFormat.self, "preference"), language: row[5],
                    quiet: try row.quietHours(6), period: try row.period(7, 8),
                    evidence: row[9])
            })
    }
}

extension RecordTable<JointParty> {
    static var jointParties: RecordTable {
        RecordTable(
            facts: .jointParty, kind: .jointParty, owner: "account_id",
            values: { joint in
                [
                    joint.owner.databaseValue, joint.party.databaseValue, joint.period.first,
                    joint.period.last, joint.evidence.databaseValue,
                ]
            },
            record: { row in
                JointParty(
                    id: row[0], account: row[1], party: row[2], period: try row.period(3, 4),
                    evidence: row[5])
            })
    }
}

extension RecordTable<Payer> {
    static var payers: RecordTable {
        RecordTable(
            facts: .payer, kind: .payer, owner: "account_id",
            values: { payer in
                [
                    payer.owner.databaseValue, payer.party.databaseValue,
                    payer.share.description.databaseValue, payer.period.first, payer.period.last,
                    payer.evidence.databaseValue,
                ]
            },
            record: { row in
                guard let share = Exact(row[3] as String) else {
                    throw BrokenRow(what: "payer \(row[0] as Int64): its share")
                }
                return Payer(
                    id: row[0], account: row[1], party: row[2], share: share,
                    period: try row.period(4, 5), evidence: row[6])
            })
    }
}

extension RecordTable<Agent> {
    static var agents: RecordTable {
        RecordTable(
            facts: .agent, kind: .agent, owner: "party_id",
            values: { agent in
                [
                    agent.owner.databaseValue, agent.kind.rawValue.databaseValue,
                    agent.name.databaseValue, agent.contact.databaseValue,
                    agent.scopes.map(\.rawValue).joined(separator: ";").databaseValue,
                    agent.period.first, agent.period.last, agent.evidence.databaseValue,
                ]
            },
            record: { row in
                Agent(
                    id: row[0], party: row[1], kind: try row.word(2, AgentKind.self, "agent"),
                    name: row[3], contact: row[4],
                    scopes: try row.words(5, AgentScope.self, "agent"),
                    period: try row.period(6, 7), evidence: row[8])
            })
    }
}
