import Measures

// Meters that are exchanged or taken away.
extension Town {
    mutating func applyMeterFaults() {
        for (point, fault) in faults.inOrder {
            switch fault.kind {
            case .noRemovalRead:
                exchange(point, on: months.firstDay(fault.month) + 13)
            case .meterTakenAway:
                meters[firstMeter(of: point)].removed = months.lastDay(fault.month - 1)
            case .stoppedMeter: reduceUse(point)
            default: break
            }
        }
    }

    /// So little use that one month without any is usual, but two are not.
    private mutating func reduceUse(_ point: Int) {
        points[point].size = 6
        var random = Seeded(seed ^ 0x51, for: .point, number: point)
        meters[firstMeter(of: point)].dials = Counter.all(of: points[point], false, &random)
    }

    /// One register meter in fifty, in a month in which nobody moves.
    mutating func exchangeMeters() {
        for point in points.indices where isQuiet(point) && !faults.touches(point) {
            var random = Seeded(seed ^ 0xE7C4, for: .point, number: point)
            guard random.chance(20) else { continue }
            exchange(
                point,
                on: months.firstDay(random.number(1...months.lastIndex)) + random.number(3...22))
        }
    }

    /// Whether a supply point has registers and the same customer all the time.
    func isQuiet(_ point: Int) -> Bool {
        !points[point].isInterval && homes[points[point].home].tenancies.count == 1
            && homes[points[point].home].tenancies[0].to == nil
    }

    func isMetric(_ point: Int) -> Bool {
        meters[firstMeter(of: point)].dials[0].usage != BookNames.imperialGas
    }

    private mutating func exchange(_ point: Int, on day: Day) {
        let old = firstMeter(of: point)
        meters[old].removed = day
        var random = Seeded(seed ^ 0x0E8, for: .point, number: point)
        var dials = Counter.all(of: points[point], false, &random)
        for index in dials.indices { dials[index].start = random.number(0...9) * 1000 }
        addMeter(to: point, day, dials)
    }
}
