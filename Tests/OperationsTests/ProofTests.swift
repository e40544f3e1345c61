import Billing
import Measures
import Metering
import Operations
import Storage
import Supply
import Testing

@Suite("Digests of bills")
struct ProofTests {
    typealias Change = @Sendable (inout PointFacts, Day) throws -> Void

    /// What may change about the facts of a point, and whether its bill stands on it.
    static let changes: [(name: String, counts: Bool, change: Change)] = [
        ("nothing", false, { _, _ in }),
        (
            "a reading's value", true,
            { facts, _ in
                let old = facts.registers[0].readings[0]
                facts.registers[0].readings[0] = Reading(
                    registerID: old.registerID, day: old.day, value: old.value + Quantity(1),
                    type: .actual)
            }
        ),
        (
            "a reading long ago", false,
            { facts, first in
                facts.registers[0].readings.insert(
                    Reading(
                        registerID: facts.registers[0].register.id,
                        day: first.adding(months: -14) - 1,
                        value: .zero, type: .actual), at: 0)
            }
        ),
        (
            "a reading just not too long ago", true,
            { facts, first in
                facts.registers[0].readings.insert(
                    Reading(
                        registerID: facts.registers[0].register.id, day: first.adding(months: -14),
                        value: .zero, type: .actual), at: 0)
            }
        ),
        (
            "what the last bill came to", true,
            { facts, first in
                facts.lastBill = LastBill(through: first - 1, days: 29, total: 4711)
            }
        ),
        (
            "a property", true,
            { facts, first in
                facts.properties.append(
                    BilledProperty(
                        name: "band", value: "A", period: Period(from: first, upTo: .openEnd)))
            }
        ),
        (
            "a property of later days", false,
            { facts, first in
                facts.properties.append(
                    BilledProperty(
                        name: "band", value: "A", period: Period(from: first + 400, upTo: .openEnd))
                )
            }
        ),
        (
            "an accepted finding", true,
            { facts, _ in
                facts.accepted.append(Finding.Code("RD-HIGH"))
            }
        ),
        (
            "the agreement's end", true,
            { facts, first in
                let old = facts.agreements[0]
                facts.agreements[0] = Agreement(
                    id: old.id, accountID: old.accountID, supplyPointID: old.supplyPointID,
                    tariff: old.tariff, kind: old.kind,
                    period: Period(from: old.period.start, upTo: old.period.end - 1))
            }
        ),
        (
            "the multiplier", true,
            { facts, _ in
                let old = facts.registers[0].register
                facts.registers[0].register = try Register(
                    id: old.id, meterSerial: old.meterSerial, usage: old.usage, unit: old.unit,
                    dial: Dial(
                        dials: old.dial.dials, decimals: old.dial.decimals,
                        multiplier: Exact(11, over: 10)),
                    installed: old.installed, removed: old.removed)
            }
        ),
    ]

    @Test("the facts a bill stands on are in its digest, and no other", arguments: changes.indices)
    func facts(index: Int) async throws {
        let (name, counts, change) = ProofTests.changes[index]
        let town = try await SampleTown()
        let (id, segment, _) = try town.sampleBill()
        let bill = try town.installation.read { try $0.bills.bill(id)! }
        let (inputs, facts) = try town.installation.read { books in
            let inputs = try RunInputs(try books.runRecord(2), books)
            return (inputs, try inputs.facts(bill.premisesID...bill.premisesID, books))
        }
        var page = PageBuilder(runID: 2, batch: 1, rules: inputs.rules)
        for var point in facts {
            if point.supplyPoint.id == segment.supplyPointID {
                try change(&point, segment.period.start)
            }
            page.add(point)
        }
        let again = page.finished().bills.first { $0.accountID == bill.accountID }
        #expect((again?.proof?.facts == bill.proof?.facts) == !counts, "\(name)")
        #expect(again?.proof?.rules == bill.proof?.rules, "\(name)")
        #expect(bill.proof != nil)
    }

    @Test("the row of a bill and its page hold the same digests; rule sets name what it followed")
    func sets() async throws {
        let town = try await SampleTown()
        let (id, segment, _) = try town.sampleBill()
        let (page, version) = try town.installation.read { books in
            let stored = try books.runs.page(kind: .run, runID: 2, batch: BillID.batch(of: id))!
            return (
                try RunPage(bytes: stored.content),
                try books.bills.tariffVersion(segment.tariffVersionID)!
            )
        }
        let bill = try #require(page.bills.first { $0.id == id })
        let set = try #require(page.ruleSets.first { $0.digest == bill.proof?.rules })
        #expect(set.isWhole(SHA256.function) && set.program == RuleVersion.current.rawValue)
        #expect(set.parts.contains(version.part) && version.part.digest == version.digest)
        #expect(set.parts.contains { $0.name.hasPrefix("limits for ") })
        #expect(page.ruleSets.count < page.bills.count / 4)
    }

    @Test("a rule version that this program does not have is none")
    func versions() {
        #expect(RuleVersion(rawValue: 0) == nil)
        #expect(RuleVersion(rawValue: 1) == .one)
        #expect(RuleVersion(rawValue: RuleVersion.current.rawValue + 1) == nil)
    }
}
