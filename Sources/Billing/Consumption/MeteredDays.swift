import Measures
import Metering

extension PointFacts {
    /// Places of the registers that were installed on some day of a period.
    func registersInstalled(during period: Period) -> [Int] {
        registers.indices.filter { registers[$0].register.isInstalled(during: period) }
    }

    /// The first day of a period on which none of some registers was installed (MX-NOMETER, rule
    /// B3.1); nil where there is none. A meter may be installed on the day supply begins.
    func firstUnmetered(_ period: Period, registers installed: [Int]) -> Day? {
        guard !installed.isEmpty else { return period.start }
        return isMeteredThroughout(period, installed) ? nil : firstGap(in: period, installed)
    }

    /// Goes from meter to meter in the order of their installation.
    func firstGap(in period: Period, _ installed: [Int]) -> Day? {
        var day = period.start
        let inOrder = installed.map { registers[$0].register }
            .sorted { $0.installed < $1.installed }
        for register in inOrder where register.installed <= day {
            day = max(day, register.lastInstalled + 1)
        }
        return day < period.end ? day : nil
    }

    // Faster, and the same: nearly every point has one meter that stays.

    private func isMeteredThroughout(_ period: Period, _ installed: [Int]) -> Bool {
        installed.contains {
            let register = registers[$0].register
            return register.installed <= period.start && register.lastInstalled >= period.last
        }
    }
}

extension Register {
    func isInstalled(during period: Period) -> Bool {
        installed < period.end && (removed ?? .openEnd) >= period.start
    }

    /// The day of its removal.
    fileprivate var lastInstalled: Day { removed ?? .openEnd }

    /// A dial that is billed, not one that checks others.
    var isBillingDial: Bool { kind == .register && !isCheck }
}
