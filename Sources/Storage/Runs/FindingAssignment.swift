import Billing
package import Measures
package import Rulebook

/// The owner and due day of a finding of a supply point (rules D2.1).
package typealias FindingAssigner = (Finding.Code, _ supplyPoint: Int64) -> (
    owner: String, due: Day
)

/// Owners and due days of findings (rules D2, D2.1): the owner by the finding's code, the day by
/// the working days of the place (rule A6.7).
package struct FindingAssignment: Sendable {
    /// The calendar of working days of each supply point.
    fileprivate enum Places: Sendable {
        case one(DueDays)
        case each([Int64: DueDays], other: DueDays)
        /// Rule versions 1 to 3 use the calendar of England and Wales everywhere, and treat every
        /// day outside its years as a working day.
        case asBefore
    }

    private let raised: Day
    private let places: Places

    fileprivate init(raised: Day, _ places: Places) {
        self.raised = raised
        self.places = places
    }

    package var assigner: FindingAssigner {
        { code, point in (FindingAssignment.owner(of: code), due(code, at: point)) }
    }

    package static func owner(of code: Finding.Code) -> String {
        ExceptionsCatalogue.kind(of: code)?.owner.rawValue ?? "billing"
    }

    private func due(_ code: Finding.Code, at supplyPoint: Int64) -> Day {
        let days = ExceptionsCatalogue.kind(of: code)?.dueInWorkingDays ?? 3
        switch places {
        case .one(let place): return place.adding(days, to: raised)
        case .each(let own, let other):
            return (own[supplyPoint] ?? other).adding(days, to: raised)
        case .asBefore:
            let due = try? WorkingCalendar.englandAndWales.adding(days, to: raised)
            return due ?? raised + days
        }
    }
}

extension RunStore {
    /// Assigns findings of a run at some premises, by the jurisdiction of each premises as known to
    /// the run, else of its scheme.
    package func findingAssignment(
        of run: RunRecord, atPremises premises: ClosedRange<Int64>
    ) throws -> FindingAssignment {
        guard run.ruleVersion >= RuleVersion.four.rawValue else {
            return FindingAssignment(raised: run.plannedOn, .asBefore)
        }
        let known = Knowledge(at: run.plannedEvent)
        let found = try jurisdictions(ofPremises: premises, known)
        guard found.count > 1 else {
            let one = DueDays(in: found.first ?? Jurisdiction(""))
            return FindingAssignment(raised: run.plannedOn, .one(one))
        }
        let days = Dictionary(found.map { ($0, DueDays(in: $0)) }) { one, _ in one }
        let own = try jurisdictionsOfPoints(atPremises: premises, known)
        return FindingAssignment(
            raised: run.plannedOn,
            .each(own.compactMapValues { days[$0] }, other: DueDays(in: Jurisdiction(""))))
    }

    /// The calendars of some supply points, as known now.
    package func dueDays(ofPoints ids: [Int64]) throws -> [Int64: DueDays] {
        let points = try books.supply.supplyPoints(ids)
        let premises = try books.supply.premises(Array(Set(points.values.map(\.premisesID))))
        let schemes = try schemeJurisdictions()
        return points.compactMapValues { point in
            premises[point.premisesID].map {
                DueDays(in: jurisdiction($0.jurisdiction, of: $0.scheme, in: schemes))
            }
        }
    }

    private func jurisdictions(
        ofPremises premises: ClosedRange<Int64>, _ known: Knowledge
    ) throws -> Set<Jurisdiction> {
        let schemes = try schemeJurisdictions()
        let rows = try db.rows(
            """
            SELECT DISTINCT fact.jurisdiction, fact.scheme FROM premises AS fact
            WHERE fact.id BETWEEN :first AND :last
              AND fact.known_from <= :event AND fact.known_to > :event
            """,
            ["first": premises.lowerBound, "last": premises.upperBound, "event": known.event])
        var found: Set<Jurisdiction> = []
        while let row = try rows.next() {
            found.insert(jurisdiction(row[0], of: row[1], in: schemes))
        }
        return found
    }

    private func jurisdictionsOfPoints(
        atPremises premises: ClosedRange<Int64>, _ known: Knowledge
    ) throws -> [Int64: Jurisdiction] {
        let schemes = try schemeJurisdictions()
        let rows = try db.rows(
            """
            SELECT point.id, fact.jurisdiction, fact.scheme
            FROM premises AS fact JOIN supply_point AS point ON point.premises_id = fact.id
            WHERE fact.id BETWEEN :first AND :last
              AND fact.known_from <= :event AND fact.known_to > :event
              AND point.known_from <= :event AND point.known_to > :event
            """,
            ["first": premises.lowerBound, "last": premises.upperBound, "event": known.event])
        var found: [Int64: Jurisdiction] = [:]
        while let row = try rows.next() {
            found[row[0]] = jurisdiction(row[1], of: row[2], in: schemes)
        }
        return found
    }

    /// By the scheme's code.
    func schemeJurisdictions() throws -> [String: String] {
        Dictionary(try books.supply.schemes().map { ($0.code, $0.jurisdiction) }) { one, _ in one }
    }

    private func jurisdiction(
        _ own: String, of scheme: String, in schemes: [String: String]
    ) -> Jurisdiction {
        Jurisdiction(own.isEmpty ? schemes[scheme] ?? "" : own)
    }
}
