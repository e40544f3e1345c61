import DemoTown
import Interchange
import Measures
import Testing

/// The files can be read, hold what the manifest says, and repeat with their seed.
@Suite("Demo town: files")
struct TownFilesTests {
    static let files = try? TownFiles()

    private func files() throws -> TownFiles { try #require(TownFilesTests.files) }

    @Test("the same seed makes the same bytes, another seed others")
    func seeds() throws {
        let first = try TownFiles(seed: 3, supplyPoints: 120).digest
        #expect(try TownFiles(seed: 3, supplyPoints: 120).digest == first)
        #expect(try TownFiles(seed: 4, supplyPoints: 120).digest != first)
    }

    @Test("master data first, then month by month")
    func order() throws {
        let names = try files().names
        #expect(
            names.prefix(9) == [
                "schemes.csv", "policy.yaml", "customers.csv", "premises.csv", "supply_points.csv",
                "meters.csv",
                "agreements.csv", "properties.csv", "readings.csv",
            ])
        #expect(names.last == "planted.csv")
        let months = names.dropFirst(9).dropLast().map { $0.dropLast(4).suffix(7) }
        #expect(months.map(String.init) == months.map(String.init).sorted())
        #expect(Set(months).count == 24 && months.first == "2024-11" && months.last == "2026-10")
    }

    @Test("a town has as many supply points as asked for", arguments: [100, 1000, 1001])
    func size(count: Int) throws {
        let manifest = DemoTown(seed: 1, supplyPoints: count).manifest
        #expect(manifest.allSupplyPoints == count)
        #expect(manifest.supplyPoints.count == 4)
    }

    @Test("rows that cannot be read are the planted ones, with line and field")
    func rejections() throws {
        let files = try files()
        #expect(try files.rows(CustomerRow.self).rejections.isEmpty)
        #expect(try files.rows(PremisesRow.self).rejections.isEmpty)
        #expect(try files.rows(SupplyPointRow.self).rejections.isEmpty)
        #expect(try files.rows(MeterRow.self).rejections.isEmpty)
        #expect(try files.rows(AgreementRow.self).rejections.isEmpty)
        #expect(try files.rows(PropertyRow.self).rejections.isEmpty)
        let found = try files.rows(ReadingRow.self).rejections.map {
            "\($0.file):\($0.1.line) \($0.1.field)"
        }
        let planted = files.town.manifest.planted.filter { $0.kind == .malformedRow }
            .compactMap(\.row).map { "\($0.file):\($0.line) \($0.field)" }
        #expect(found == planted.sorted() && found.count >= 24)
    }

    @Test("counts are the manifest's")
    func counts() throws {
        let files = try files()
        let manifest = files.town.manifest
        let readings = try files.rows(ReadingRow.self)
        let rejected = Set(readings.rejections.map { "\($0.file):\($0.1.line)" }).count
        #expect(readings.rows.count + rejected == manifest.readingRows)
        let real = 1
        let customers = try files.rows(CustomerRow.self).rows.map(\.row.accountID)
        #expect(customers.count == manifest.customers + real)
        #expect(Set(customers).count == customers.count)
        let points = Set(try files.rows(SupplyPointRow.self).rows.map(\.row.supplyPointID))
        #expect(points.count == manifest.allSupplyPoints + real)
        let meters = try files.rows(MeterRow.self).rows.map(\.row)
        #expect(Set(meters.map(\.meterSerial)).count == manifest.meters + real)
        let registers = Set(meters.map { $0.meterSerial + $0.register }).count
        #expect(registers == manifest.registers + manifest.channels + 2 * real)
    }

    @Test("meter data files are sound and whole, but for the planted gaps")
    func intervals() throws {
        let files = try files()
        var (rows, suffixes) = (0, Set<String>())
        for name in files.named("nem12") {
            let seen = try inspectReadings(file: name, bytes: files.bytes[name]!)
            #expect(seen.rejections.isEmpty && seen.rows == seen.accepted, "\(name)")
            rows += seen.rows
            suffixes.formUnion(seen.channels.map { $0.nmi + $0.suffix })
            let negative = seen.channels.contains { ($0.lowest ?? .zero) < .zero }
            #expect(!negative)
        }
        #expect(rows == files.town.manifest.intervalDays)
        #expect(suffixes.count == files.town.manifest.channels)
    }

    @Test("each planted row stands where the manifest says")
    func plantedRows() throws {
        let files = try files()
        for fault in files.town.manifest.planted {
            guard let row = fault.row else { continue }
            let lines = files.bytes[row.file]!.split(
                separator: 10, omittingEmptySubsequences: false)
            let text = String(decoding: lines[row.line - 1], as: UTF8.self)
            switch fault.kind {
            case .unknownMeter: #expect(text.hasPrefix("E9999"))
            case .overlappingAgreement: #expect(text.contains(fault.supplyPoint + ","))
            default: #expect(text.split(separator: ",").count > 2)
            }
        }
    }
}
