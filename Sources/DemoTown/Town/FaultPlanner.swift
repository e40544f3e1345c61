import Measures

/// Chooses which supply points get which fault, before the meters are read.
struct FaultPlanner {
    private let town: Town
    private(set) var plan = FaultPlan()
    /// Supply points with registers whose customer stays all the time, in random order.
    private var quiet: [Int]
    /// Interval supply points whose customer stays all the time.
    private var channels: [Int]

    init(for town: Town) {
        self.town = town
        var random = Seeded(town.seed, for: .faults, number: 0)
        quiet = town.points.indices.filter(town.isQuiet).filter(town.isMetric)
            .shuffled(using: &random)
        channels = town.points.indices
            .filter { town.points[$0].isInterval }
            .filter { town.homes[town.points[$0].home].tenancies.count == 1 }
            .filter { town.homes[town.points[$0].home].tenancies[0].to == nil }
        let last = town.months.lastIndex
        for (kind, count) in FaultPlanner.inLastMonth { plant(kind, count: count, in: last) }
        for month in stride(from: 1, to: last - 2, by: 1) { plantEarlier(in: month) }
    }

    /// Faults of the last month for 10,000 supply points; a smaller town has fewer, but one of each
    /// kind at least.
    private static let inLastMonth: [(PlantedFault.Kind, Int)] = [
        (.missingRead, 60), (.estimateRun, 12), (.highRead, 15), (.backwardRead, 10),
        (.rollover, 12), (.zeroUse, 15), (.stoppedMeter, 6), (.noRemovalRead, 8),
        (.meterTakenAway, 6), (.cycleLost, 5), (.intervalGap, 3), (.intervalHole, 4),
        (.intervalSpike, 3), (.duplicateReading, 6), (.readBeforeInstallation, 4),
        (.overlappingAgreement, 4),
    ]

    private mutating func plant(_ kind: PlantedFault.Kind, count: Int, in month: Int) {
        for _ in 0..<max(1, count * town.points.count / 10_000) {
            if kind.isInterval {
                guard let point = channels.popLast() else { return }
                plan.plant(FaultPlan.Fault(kind: kind, month: month), at: point)
            } else {
                plantAtQuietPoint(kind, in: month)
            }
        }
    }

    private mutating func plantAtQuietPoint(_ kind: PlantedFault.Kind, in month: Int) {
        let suits = { [town] (point: Int) in
            kind.suits(town.points[point].service, isFirstYear: month <= 12)
        }
        let found =
            kind.outcome == .rejected
            ? quiet.firstIndex(where: suits) : quiet.lastIndex(where: suits)
        guard let index = found else { return }
        let point = quiet.remove(at: index)
        if kind.outcome == .rejected {
            plan.refuse(kind, at: point)
        } else {
            plan.plant(FaultPlan.Fault(kind: kind, month: month), at: point)
        }
    }

    /// A few faults in an earlier month. Wrong values not in the month before prices change.
    private mutating func plantEarlier(in month: Int) {
        plant(.missingRead, count: 40, in: month)
        guard town.months.monthOfYear(month) % 3 != 0, town.points.count >= 2000 else { return }
        plant(.highRead, count: 2, in: month)
        plant(.backwardRead, count: 1, in: month)
        plant(.zeroUse, count: 1, in: month)
        plant(.rollover, count: 1, in: month)
    }
}
