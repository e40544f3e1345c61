import Billing
import DemoTown
import Documents
import Foundation
import Measures
import Operations
import Rulebook
import Storage
import Testing

@Suite("A run is released only with bills that show what the law demands (rules D3)")
struct BillContentTests {
    private static let texts: [String] = DemoPolicy.text.split(separator: "\n").map(String.init)

    private static let printed = UtilityText.allCases.filter {
        DemoPolicy.text.contains("text: \($0.rawValue)")
    }

    /// A town with its fourth month calculated and waiting for approval.
    private static func waiting() async throws -> (town: SampleTown, run: Int64) {
        let town = try await SampleTown()
        let demo = BuildDemo(
            folder: town.folder + "/more", books: town.folder, town: SampleTown.town, workers: 2)
        try FileManager.default.createDirectory(
            atPath: town.folder + "/more/files", withIntermediateDirectories: true)
        _ = try demo.take(month: 3, into: Door(town.installation, as: BuildDemo.coordinator))
        let run = try PlanRun(Door(town.installation, as: "ada"))(
            through: SampleTown.town.months.lastDay(3), slaDays: 5, batchSize: 40)
        try await CalculateRun(Door(town.installation, as: "ada"), workers: 2)(run: run)
        return (town, run)
    }

    @Test("without one of its texts a run is refused with that item, with all it is released")
    func texts() async throws {
        let (town, run) = try await Self.waiting()
        let review = ReviewRun(Door(town.installation, as: "bo"))
        // Heat networks name the register from 2026 on; this is February 2025.
        for text in Self.printed where text != .priorityServices {
            try town.put(policy: Self.policy(without: text))
            let missing = try town.installation.read { books in
                try books.content(of: try books.runRecord(run)).missing
            }
            #expect(!missing.isEmpty, "\(text)")
            #expect(missing.allSatisfy { $0.rule.item.text == text }, "\(text)")
            #expect(throws: RunProblem.contentMissing(missing), "\(text)") {
                try review.approve(run: run, reason: "Looks right")
            }
        }
        try town.put(policy: DemoPolicy.text + "sla_days: 6\n")
        try review.approve(run: run, reason: "Looks right")
        try ReleaseRun(Door(town.installation, as: "ada"))(run: run)
        #expect(try town.installation.read { try $0.runRecord(run).state } == .released)
    }

    @Test("words taken out after approval stop the release; nothing was numbered")
    func afterApproval() async throws {
        let (town, run) = try await Self.waiting()
        try ReviewRun(Door(town.installation, as: "bo"))
            .approve(run: run, reason: "Looks right")
        try town.put(policy: Self.policy(without: .complaints))
        #expect(throws: RunProblem.self) {
            try ReleaseRun(Door(town.installation, as: "ada"))(run: run)
        }
        #expect(try town.installation.read { try $0.runRecord(run).state } == .approved)
        #expect(try town.installation.read { try $0.runs.numbers(ofRun: run) }.isEmpty)
    }

    @Test("what is counted by shape is what each bill answers for itself")
    func shapes() async throws {
        let (town, run) = try await Self.waiting()
        try town.put(policy: Self.policy(without: .giveReading))
        try town.installation.read { books in
            let content = try books.content(of: try books.runRecord(run))
            var counted: [String: Int] = [:]
            var bills = 0
            for batch in try books.runs.batches(runID: run) {
                let page = try #require(
                    try books.runs.page(kind: .run, runID: run, batch: batch.number))
                for bill in try RunPage(bytes: page.content).bills {
                    bills += 1
                    let list = try BillChecklist(books, "\(bill.id)")
                    for checked in list.checked {
                        let key = "\(list.scheme) \(checked.rule.code) \(checked.state)"
                        counted[key, default: 0] += 1
                    }
                }
            }
            #expect(content.bills == bills)
            var summed: [String: Int] = [:]
            for row in content.rows {
                for (state, count) in row.bills {
                    summed["\(row.scheme) \(row.rule.code) \(state)", default: 0] += count
                }
            }
            #expect(summed == counted)
            #expect(summed.keys.contains { $0.hasSuffix("give-reading missing") })
        }
    }

    /// The demo's policy less one text: its entry of one line or more.
    private static func policy(without text: UtilityText) -> String {
        var kept: [String] = []
        var isOut = false
        for line in texts {
            if line.hasPrefix("  - ") {
                isOut =
                    line.contains("text: \(text.rawValue),")
                    || line.hasSuffix("text: \(text.rawValue)")
            }
            if !isOut { kept.append(line) }
        }
        return kept.joined(separator: "\n") + "\n# without \(text.rawValue)\n"
    }
}

extension SampleTown {
    fileprivate func put(policy: String) throws {
        let path = folder + "/policy.yaml"
        try policy.write(toFile: path, atomically: true, encoding: .utf8)
        _ = try ImportFile(Door(installation, as: "tester"))(.policy, path)
    }
}
