import Billing
import DemoTown
import Foundation
import Measures
import Testing

/// Billed month by month, the town gives the planted findings and no others (rules D2).
@Suite("Demo town: billed")
struct BilledTownTests {
    @Test("what is held is what was planted, in every month")
    func held() throws {
        let files = try #require(TownFilesTests.files)
        var town = try BilledTown(files)
        try town.load(nil)
        for index in 0..<files.town.months.count {
            let day = files.town.months.lastDay(index)
            try town.load(String(day.description.prefix(7)))
            let results = town.bill(through: day)
            let held = results.filter { $0.value.outcome.kind == .held }
            let planted = files.town.manifest.planted.filter {
                $0.month == day && $0.kind.outcome == .held
            }
            let found = Set(held.keys).subtracting([RealExample.supplyPoint])
            let differing = found.symmetricDifference(planted.map(\.supplyPoint)).map { code in
                "\(day) \(code) \(results[code]!.outcome.findings.map(\.finding.code.rawValue))"
            }
            #expect(differing.isEmpty, "\(differing)")
            for fault in files.town.manifest.planted where fault.month == day {
                check(fault, results[fault.supplyPoint])
            }
        }
    }

    @Test("the real meter data file is billed once, for the days it covers whole (A5.4)")
    func realExample() throws {
        var town = try BilledTown(try TownFiles(seed: 1, supplyPoints: 100))
        try town.load(nil)
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appendingPathComponent("Books/demo/real/" + RealExample.fileName)
        try town.loadIntervals(Array(try Data(contentsOf: file)))
        let first = town.bill(through: town.files.town.months.lastDay(0))
        let result = try #require(first[RealExample.supplyPoint])
        #expect(result.outcome.kind == .billed && result.segments.count == 1)
        let segment = try #require(result.segments.first)
        #expect("\(segment.period)" == "2023-03-02 to 2023-03-31")
        #expect(segment.total > 0 && segment.lines.map(\.charge).contains("FIT"))
        let second = town.bill(through: town.files.town.months.lastDay(1))
        #expect(second[RealExample.supplyPoint]?.outcome.kind == .notInSupply)
    }

    private func check(_ fault: PlantedFault, _ result: PointResult?) {
        guard fault.kind.outcome != .rejected else { return }
        let codes = result?.outcome.findings.map(\.finding.code.rawValue) ?? []
        if !fault.kind.finding.isEmpty {
            #expect(codes.contains(fault.kind.finding), "\(fault.kind) \(fault.supplyPoint)")
        }
        if fault.kind == .missingRead {
            #expect(result?.estimates.isEmpty == false, "\(fault.supplyPoint)")
        }
    }
}
