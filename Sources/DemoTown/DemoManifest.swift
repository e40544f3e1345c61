package import Measures

/// How much of everything the demo's files hold, to compare with what was imported and billed.
package struct DemoManifest: Sendable, Hashable {
    package let supplyPoints: [Commodity: Int]
    /// Includes landlords; leaves out the one of `RealExample`.
    package let customers: Int
    package let agreements: Int
    /// Those of `agreements` that are the landlord's while nobody lives there.
    package let voidAgreements: Int
    package let meters: Int
    package let registers: Int
    package let channels: Int
    /// Rows of all `readings*.csv` files, including those to be refused.
    package let readingRows: Int
    /// 300 records of all `nem12-*.csv` files.
    package let intervalDays: Int
    package let planted: [PlantedFault]

    package var allSupplyPoints: Int { supplyPoints.values.reduce(0, +) }

    /// How many faults of a kind are found in the month of a day.
    package func count(_ kind: PlantedFault.Kind, in month: Day) -> Int {
        planted.count { $0.kind == kind && $0.month.firstOfMonth == month.firstOfMonth }
    }
}

extension DemoManifest {
    init(_ town: Town) {
        supplyPoints = Dictionary(grouping: town.points) { $0.service.commodity }
            .mapValues(\.count)
        customers = town.customers + Scheme.allCases.count
        let tenancies = town.points.flatMap { town.home(of: $0).tenancies }
        agreements = tenancies.count
        voidAgreements = tenancies.count(where: \.isVoid)
        meters = town.meters.count
        let dials = town.meters.map { (town.points[$0.point].isInterval, $0.dials.count) }
        registers = dials.reduce(0) { $0 + ($1.0 ? 0 : $1.1) }
        channels = dials.reduce(0) { $0 + ($1.0 ? $1.1 : 0) }
        readingRows =
            town.readings.reduce(0) { $0 + $1.count }
            + (0..<town.months.count).reduce(0) { $0 + town.refusedReadings($1).count }
        intervalDays = town.months.marketDays * channels - town.droppedDays
        planted = town.plantedFaults()
    }
}

extension Town {
    func plantedFaults() -> [PlantedFault] {
        let onPoints = faults.inOrder.map { point, fault in
            PlantedFault(
                kind: fault.kind, supplyPoint: code(ofPoint: point),
                month: months.lastDay(fault.month), row: nil)
        }
        return onPoints + (0..<months.count).flatMap(plantedReadings) + plantedAgreements()
    }

    private func plantedReadings(_ month: Int) -> [PlantedFault] {
        let file = "readings-\(Town.name(of: months.firstDay(month))).csv"
        let first = readings[month + 1].count + 2
        return refusedReadings(month).enumerated().map { index, row in
            PlantedFault(
                kind: row.kind, supplyPoint: row.point.map(code(ofPoint:)) ?? "",
                month: months.lastDay(month),
                row: .init(file: file, line: first + index, field: row.field))
        }
    }

    private func plantedAgreements() -> [PlantedFault] {
        let month = months.lastIndex
        let file = "agreements-\(Town.name(of: months.firstDay(month))).csv"
        let chosen = faults.refused[.overlappingAgreement] ?? []
        let first = changedAgreements(month).lines - chosen.count + 1
        return chosen.enumerated().map { index, point in
            PlantedFault(
                kind: .overlappingAgreement, supplyPoint: code(ofPoint: point),
                month: months.lastDay(month),
                row: .init(file: file, line: first + index, field: "from"))
        }
    }

    /// `planted.csv`: the list of planted faults. It is not imported.
    func plantedFile(_ planted: [PlantedFault]) -> [UInt8] {
        var file = TextFile("kind,supply_point_id,month,finding,outcome,file,line,field,note")
        for fault in planted {
            file.row(
                fault.kind.rawValue, fault.supplyPoint, fault.month.description,
                fault.kind.finding, fault.kind.outcome.rawValue, fault.row?.file ?? "",
                fault.row.map { String($0.line) } ?? "", fault.row?.field ?? "", fault.kind.note)
        }
        return file.bytes
    }
}
