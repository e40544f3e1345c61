import Measures

/// Which points have something wrong with them, and when. Chosen before the meters run.
struct FaultPlan: Sendable {
    struct Fault: Sendable {
        let kind: PlantedFault.Kind
        /// The month it is found in.
        let month: Int

        /// Whether it spoils the reading at the end of `month`.
        func covers(_ month: Int) -> Bool {
            kind == .estimateRun
                ? month > self.month - 3 && month <= self.month : month == self.month
        }
    }

    /// One fault at most for a point.
    private(set) var ofPoints: [Int: Fault] = [:]
    /// Points that are named in rows to be refused, by kind.
    private(set) var refused: [PlantedFault.Kind: [Int]] = [:]
    private var reserved: Set<Int> = []

    init() {}

    init(for town: Town) {
        var random = Seeded(town.seed, .faults, 0)
        var quiet = town.points.indices.filter(town.isQuiet).filter(town.isMetric)
            .shuffled(using: &random)
        var channels = town.points.indices
            .filter { town.points[$0].isInterval }
            .filter { town.homes[town.points[$0].home].tenancies.count == 1 }
            .filter { town.homes[town.points[$0].home].tenancies[0].to == nil }
        let last = town.months.lastIndex
        for (kind, count) in FaultPlan.inLastMonth {
            plant(kind, count, last, town, &quiet, &channels)
        }
        for month in stride(from: 1, to: last - 2, by: 1) {
            plantEarlier(month, town, &quiet, &channels)
        }
    }

    /// By point.
    var inOrder: [(Int, Fault)] { ofPoints.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    func touches(_ point: Int) -> Bool { ofPoints[point] != nil || reserved.contains(point) }

    /// For ten thousand points; smaller towns have fewer, but one at least.
    static let inLastMonth: [(PlantedFault.Kind, Int)] = [
        (.missingRead, 60), (.estimateRun, 12), (.highRead, 15), (.backwardRead, 10),
        (.rollover, 12), (.zeroUse, 15), (.stoppedMeter, 6), (.noRemovalRead, 8),
        (.meterTakenAway, 6), (.cycleLost, 5), (.intervalGap, 3), (.intervalHole, 4),
        (.intervalSpike, 3), (.duplicateReading, 6), (.readBeforeInstallation, 4),
        (.overlappingAgreement, 4),
    ]

    private mutating func plant(
        _ kind: PlantedFault.Kind, _ count: Int, _ month: Int, _ town: Town,
        _ quiet: inout [Int], _ channels: inout [Int]
    ) {
        for _ in 0..<max(1, count * town.points.count / 10_000) {
            if kind.isInterval {
                guard let point = channels.popLast() else { return }
                ofPoints[point] = Fault(kind: kind, month: month)
            } else {
                take(kind, month, town, &quiet)
            }
        }
    }

    private mutating func take(
        _ kind: PlantedFault.Kind, _ month: Int, _ town: Town, _ quiet: inout [Int]
    ) {
        let suits = { (point: Int) in
            kind.suits(town.points[point].service, isFirstYear: month <= 12)
        }
        let found =
            kind.outcome == .rejected
            ? quiet.firstIndex(where: suits) : quiet.lastIndex(where: suits)
        guard let index = found else { return }
        let point = quiet.remove(at: index)
        if kind.outcome == .rejected {
            reserved.insert(point)
            refused[kind, default: []].append(point)
        } else {
            ofPoints[point] = Fault(kind: kind, month: month)
        }
    }

    /// A few in each month before. Wrong values not before a day on which prices change.
    private mutating func plantEarlier(
        _ month: Int, _ town: Town, _ quiet: inout [Int], _ channels: inout [Int]
    ) {
        plant(.missingRead, 40, month, town, &quiet, &channels)
        guard town.months.monthOfYear(month) % 3 != 0, town.points.count >= 2000 else { return }
        plant(.highRead, 2, month, town, &quiet, &channels)
        plant(.backwardRead, 1, month, town, &quiet, &channels)
        plant(.zeroUse, 1, month, town, &quiet, &channels)
        plant(.rollover, 1, month, town, &quiet, &channels)
    }
}
