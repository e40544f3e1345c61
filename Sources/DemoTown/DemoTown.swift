package import Measures

/// The demo utility: made-up customers with two years of readings, made from a seed.
///
/// Gives import files as bytes, in the order in which they must be imported. Reads no clock and
/// opens no file.
package struct DemoTown: Sendable {
    package let months: Months
    package let manifest: DemoManifest
    let town: Town

    /// `supplyPoints` does not count the one of `RealExample`; at least 100 are made.
    package init(
        seed: UInt64 = 2026, supplyPoints: Int = 10_000,
        lastMonth: Day = Day(year: 2026, month: 10, day: 31)!
    ) {
        months = Months(upTo: lastMonth)
        town = Town(seed: seed, supplyPoints: max(100, supplyPoints), months: months)
        manifest = DemoManifest(town)
    }

    /// Everything as known before the first month, with the opening readings.
    ///
    /// `schemes.csv`, `policy.yaml`, `customers.csv`, `premises.csv`, `supply_points.csv`, `meters.csv`,
    /// `agreements.csv`, `properties.csv`, `readings.csv`. The tariff books come before
    /// `agreements.csv`; the real example's meter data any time after `meters.csv`.
    package func masterData(_ emit: EmitFile) throws { try town.emitMaster(emit) }

    /// What becomes known in the month of `day`: new customers, ended and new agreements,
    /// exchanged meters, readings and intervals, as `agreements-2025-03.csv` and so on.
    ///
    /// A row with a known identifier changes what is stored, such as an agreement's end.
    /// A month outside the town's time has no files.
    package func month(_ day: Day, _ emit: EmitFile) throws {
        let index = months.index(of: day)
        if (0..<months.count).contains(index) { try town.emitMonth(index, emit) }
    }

    /// All files in order, and `planted.csv` at the end, which is not for the import.
    @discardableResult
    package func files(_ emit: EmitFile) throws -> DemoManifest {
        try masterData(emit)
        for index in 0..<months.count { try town.emitMonth(index, emit) }
        try emit("planted.csv", planted())
        return manifest
    }

    /// The list of planted faults as a CSV file.
    package func planted() -> [UInt8] { town.plantedFile(manifest.planted) }
}
