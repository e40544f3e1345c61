import Billing
import Measures

// Checks that records derived from events agree with them: runs, files, decisions, the business
// day.
extension Check {
    /// Each step of a run has its event, in the order runs have, and a second person approved.
    package static let runSteps = Check("runs as their events say") { books in
        try books.maintenance.stepsWithEvents().sorted { $0.key < $1.key }.flatMap { run, steps in
            RunSteps(run: run, steps: steps).problems
        } + books.maintenance.runsWithoutSteps()
    }

    package static let importEvents = Check("import events") { books in
        let rows = try Row.fetchAll(
            books.db,
            sql: """
                SELECT file.kind, file.name, file.digest, event.action, event.subject,
                  event.idempotency_key, proof.subject_salt IS NULL
                FROM import_file AS file LEFT JOIN event ON event.id = file.event_id
                LEFT JOIN event_proof AS proof ON proof.event_id = event.id
                ORDER BY file.event_id
                """)
        return rows.compactMap { row in
            let (kind, name, digest): (String, String, String) = (row[0], row[1], row[2])
            let (action, subject, key): (String?, String?, String?) = (row[3], row[4], row[5])
            let isErased: Bool = row[6]
            let holds =
                action == "import-\(kind)" && (subject == name || isErased)
                && (key == "\(kind):\(digest)" || key?.hasPrefix("\(kind):\(digest):") == true)
            return holds ? nil : "\(kind) \(name): its event is not there"
        }
    }

    /// Each decision on a finding has an event of deciding.
    package static let decisions = Check("decisions as their events say") { books in
        let rows = try Row.fetchAll(
            books.db,
            sql: """
                SELECT decision.finding_id, decision.decision, finding.code, event.action,
                  event.subject, proof.subject_salt IS NULL
                FROM finding_decision AS decision
                LEFT JOIN finding ON finding.id = decision.finding_id
                LEFT JOIN event ON event.id = decision.event_id
                LEFT JOIN event_proof AS proof ON proof.event_id = event.id
                ORDER BY decision.finding_id
                """)
        return rows.compactMap { row in
            let (id, decision, code): (Int64, String, String?) = (row[0], row[1], row[2])
            let (action, subject): (String?, String?) = (row[3], row[4])
            let isErased: Bool = row[5]
            let holds =
                action == "finding-\(decision)"
                && (subject == "finding \(id) \(code ?? "")" || isErased)
            return holds ? nil : "finding \(id): no event says that it was \(decision)"
        }
    }

    /// The installation's settings are those of its events and of the program.
    package static let settings = Check("settings of the installation") { books in
        let names = try String.fetchAll(
            books.db, sql: "SELECT name FROM installation ORDER BY name")
        let known = ["business_day", "name", "schema_version"]
        var problems = Set(names).symmetricDifference(known).sorted().map {
            known.contains($0) ? "\($0) is not there" : "\($0) is none of the program's"
        }
        let (day, last) = (try books.db.setting("business_day"), try books.events.lastEvent())
        if let last, day != "\(last.businessDay)" {
            problems.append(
                "the business day is \(day ?? "none"), but \(last.businessDay) by event \(last.id)")
        }
        return problems
    }
}

/// The steps of a run with the events they name.
private struct RunSteps {
    struct Step {
        let number: Int
        let state: RunState?
        let event: Int64
        let action: String?
        let subject: String?
        let actor: String?
        /// Who that is, where the books had people.
        let person: Int64?
        /// The event that planned the run.
        let planned: Int64
    }

    let run: Int64
    let steps: [Step]

    var problems: [String] {
        var found: [String] = []
        for (index, step) in steps.enumerated() {
            let before = index > 0 ? steps[index - 1].state : nil
            if step.number != index + 1 {
                found.append("run \(run): step \(index + 1) is not there")
            }
            if !follows(before, step) {
                found.append(
                    "run \(run): \(step.state?.rawValue ?? "a state that is none") cannot follow "
                        + "by event \(step.event), \(step.action ?? "which is not there")")
            }
            if let subject = step.subject, !subject.isEmpty, index > 0, subject != "run \(run)" {
                found.append("run \(run): event \(step.event) is about \(subject)")
            }
        }
        return found + oneEventEach + samePerson
    }

    private func follows(_ before: RunState?, _ step: Step) -> Bool {
        guard let before else {
            return step.state == .planned && step.action == "run-plan" && step.event == step.planned
        }
        guard let action = step.action, action.hasPrefix("run-"),
            let event = RunEvent(rawValue: String(action.dropFirst(4)))
        else { return false }
        return (try? before.after(event)) == step.state
    }

    private var oneEventEach: [String] {
        zip(steps, steps.dropFirst()).filter { $0.event >= $1.event }.map { _, later in
            "run \(run): step \(later.number) names an event that is not after the step before"
        }
    }

    /// Nobody approves a run they calculated (rule D1.6), however the name is written.
    private var samePerson: [String] {
        guard let maker = steps.last(where: { $0.state == .calculating }),
            let checker = steps.last(where: { $0.state == .approved }), let name = checker.actor,
            maker.actor?.isEmpty == false
        else { return [] }
        let isSame =
            if let one = maker.person, let other = checker.person { one == other } else {
                isSamePerson(maker.actor, name)
            }
        return isSame ? ["run \(run): \(name) calculated it and approved it"] : []
    }
}

extension MaintenanceStore {
    fileprivate func stepsWithEvents() throws -> [Int64: [RunSteps.Step]] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT step.run_id, step.step_no, step.state, step.event_id, event.action,
                  event.subject, event.actor, run.planned_event, act.person_id
                FROM bill_run_step AS step JOIN bill_run AS run ON run.id = step.run_id
                LEFT JOIN event ON event.id = step.event_id
                LEFT JOIN act_record AS act ON act.event_id = step.event_id
                ORDER BY step.run_id, step.step_no
                """)
        var steps: [Int64: [RunSteps.Step]] = [:]
        for row in rows {
            steps[row[0], default: []].append(
                RunSteps.Step(
                    number: row[1], state: RunState(rawValue: row[2]), event: row[3],
                    action: row[4], subject: row[5], actor: row[6], person: row[8],
                    planned: row[7]))
        }
        return steps
    }

    fileprivate func runsWithoutSteps() throws -> [String] {
        let sql = """
            SELECT id FROM bill_run WHERE NOT EXISTS (
              SELECT 1 FROM bill_run_step WHERE run_id = bill_run.id) ORDER BY id
            """
        return try Int64.fetchAll(db, sql: sql).map { "run \($0): it has no step" }
    }
}
