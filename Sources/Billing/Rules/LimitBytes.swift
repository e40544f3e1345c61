import Measures
import Metering

// A field that comes later is written only where it is not its default, so that the limits of
// earlier bills keep their digest.

extension CanonicalWriter {
    mutating func write(_ limits: BillLimits) {
        write(limits.reviewAbove)
        write(limits.longestDays.map(Int64.init))
        write(limits.shortestDays.map(Int64.init))
        write(limits.timesLastBill)
    }

    mutating func write(_ limits: ValidationLimits) {
        write(unsigned: UInt64(limits.off.rawValue))
        write(unsigned: UInt64(limits.blocking.rawValue))
        write(limits.rollover.openingAtLeast)
        write(limits.rollover.closingAtMost)
        write(limits.rollover.maximumPerDay?.millionths)
        write(limits.high.percent)
        for floor in [limits.high.floor, limits.high.floorPerDay, limits.low.floorPerDay] {
            write(floor)
        }
        write(limits.low.percent)
        write(limits.zeroExpectedAtLeast)
        write(limits.vacantUseAbove)
        for count in [limits.unchangedReads, limits.estimatesInARow, limits.expectedPlaces] {
            write(count)
        }
        write(limits.intervals)
        write(limits.registers.sumTolerance)
        write(limits.registers.lowShare)
        write(limits.registers.highShare)
    }

    private mutating func write(_ limits: IntervalLimits) {
        write(limits.spikeRatio)
        write(limits.spikeRatioFloor)
        write(limits.frozenAfter.map(Int64.init))
        write(limits.sumTolerance)
        write(limits.sumTolerancePermille)
        for limit in [limits.spikeAbove, limits.maximumStep, limits.maximumDemand, limits.atLeast] {
            write(limit?.millionths)
        }
    }

    private mutating func write(_ value: Int64?) {
        write(value != nil)
        if let value { write(value) }
    }
}
