import DemoTown
import Interchange
import Measures
import Supply
import Testing

/// Agreements neither overlap nor leave holes (rules E1.1, E1.3, E1.4).
@Suite("Demo town: tenancies")
struct TenancyTests {
    /// What is stored in the end: the last row of each identifier, in order of first day.
    private func agreements() throws -> (all: [String: [AgreementRow]], files: TownFiles) {
        let files = try #require(TownFilesTests.files)
        var last: [String: AgreementRow] = [:]
        for placed in try files.rows(AgreementRow.self).rows {
            if let before = last[placed.row.agreementID] {
                #expect(before.period.start == placed.row.period.start)
                #expect(before.period.end == .openEnd, "ends once: \(placed.row.agreementID)")
            }
            last[placed.row.agreementID] = placed.row
        }
        let byPoint = Dictionary(grouping: last.values, by: \.supplyPointID)
        return (byPoint.mapValues { $0.sorted { $0.period.start < $1.period.start } }, files)
    }

    @Test("no overlap but the planted, no hole")
    func overlaps() throws {
        let (all, files) = try agreements()
        let planted = Set(
            files.town.manifest.planted.filter { $0.kind == .overlappingAgreement }
                .map(\.supplyPoint))
        for (point, rows) in all {
            let isSound = zip(rows, rows.dropFirst()).allSatisfy {
                $0.period.end == $1.period.start
            }
            #expect(isSound != planted.contains(point), "\(point)")
        }
        #expect(!planted.isEmpty)
    }

    @Test("some move, some homes are void, a few end")
    func moves() throws {
        let (all, files) = try agreements()
        let moved = all.values.count { $0.count > 1 }
        #expect((40...120).contains(moved))
        #expect(all.values.contains { $0.contains { $0.kind == .void } })
        #expect(all.values.contains { $0.last!.period.end < .openEnd })
        let agreements = all.values.reduce(0) { $0 + $1.count }
        let planted = files.town.manifest.planted.count { $0.kind == .overlappingAgreement }
        #expect(agreements == files.town.manifest.agreements + planted + 1)
    }

    @Test("each change is read on its day, once for both sides")
    func boundaryReads() throws {
        let (all, files) = try agreements()
        let meters = try files.rows(MeterRow.self).rows.map(\.row)
        let readings = try files.rows(ReadingRow.self).rows.map(\.row)
        let byMeter = Dictionary(grouping: readings, by: \.meterSerial)
        for (point, rows) in all where rows.count > 1 {
            let own = meters.filter { $0.supplyPointID == point && $0.suffix == nil }
            let days = Set(own.flatMap { byMeter[$0.meterSerial] ?? [] }.map(\.day))
            for row in rows.dropFirst() where !own.isEmpty && !row.agreementID.hasSuffix("-X") {
                #expect(days.contains(row.period.start - 1), "\(row.agreementID)")
            }
        }
    }
}
