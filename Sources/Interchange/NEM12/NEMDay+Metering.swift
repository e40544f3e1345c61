package import Measures
package import Metering

extension NEMDay {
    /// The qualities of the day as runs over our lattice (rules B2.1, B2.2, B2.7).
    package func runs(of count: Int) -> [IntervalBlock.Run] {
        guard quality.flag == .variable else { return [IntervalBlock.Run(count, quality.lattice)] }
        return ranges.map { IntervalBlock.Run($0.last - $0.first + 1, $0.quality.lattice) }
    }
}

extension NEMQuality {
    /// A substitute is kept as one whatever its method is; an estimate likewise.
    fileprivate var lattice: QualityFlag {
        switch flag {
        case .actual: return .actual
        case .null, .variable: return .missing
        case .forwardEstimate: return QualityFlag(.estimated, method: method ?? 0)
        case .finalSubstitute, .substitute: return QualityFlag(.substituted, method: method ?? 0)
        }
    }
}

extension NEMRegisterReading.Read {
    /// As a reading of ours: an actual, or what stands in for one (rules B1, B2.1).
    package func reading(on register: Int64, day: Day) -> Reading {
        switch quality.flag {
        case .forwardEstimate:
            return Reading(registerID: register, day: day, value: value, type: .estimated)
        case .finalSubstitute, .substitute:
            return Reading(
                registerID: register, day: day, value: value, roles: ReadRoles(.estimated),
                source: .agent, method: .file, status: .derived)
        case .actual, .null, .variable:
            return Reading(
                registerID: register, day: day, value: value, source: .agent, method: .file)
        }
    }
}
