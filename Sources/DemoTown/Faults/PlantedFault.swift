package import Measures

/// Something wrong that was put into the town's data on purpose, and what must be made of it.
package struct PlantedFault: Sendable, Hashable {
    package let kind: Kind
    /// Code of the supply point; empty for a row that names none.
    package let supplyPoint: String
    /// Last day of the month it is found in.
    package let month: Day
    /// File and line of a row to be refused; nil for the others.
    package let row: Row?

    package struct Row: Sendable, Hashable {
        package let file: String
        /// The header is line 1.
        package let line: Int
        /// The column to be named, or empty where the row as a whole is wrong.
        package let field: String
    }

    package enum Outcome: String, Sendable, Hashable {
        /// The month's bill must not go out.
        case held
        /// Billed all the same.
        case billed
        /// The row is refused by the import; the point bills as if it had never been there.
        case rejected
    }

    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case missingRead = "missing-read"
        case estimateRun = "estimate-run"
        case highRead = "high-read"
        case backwardRead = "backward-read"
        case rollover
        case zeroUse = "zero-use"
        case stoppedMeter = "stopped-meter"
        case noRemovalRead = "no-removal-read"
        case meterTakenAway = "meter-taken-away"
        case cycleLost = "cycle-lost"
        case intervalGap = "interval-gap"
        case intervalHole = "interval-hole"
        case intervalSpike = "interval-spike"
        case duplicateReading = "duplicate-reading"
        case unknownMeter = "unknown-meter"
        case malformedRow = "malformed-row"
        case readBeforeInstallation = "read-before-installation"
        case overlappingAgreement = "overlapping-agreement"
    }
}

extension PlantedFault.Kind {
    package var outcome: PlantedFault.Outcome {
        switch self {
        case .missingRead, .rollover, .intervalHole: return .billed
        case .duplicateReading, .unknownMeter, .malformedRow, .readBeforeInstallation,
            .overlappingAgreement:
            return .rejected
        default: return .held
        }
    }

    /// The code of the exceptions catalogue (rules D2) to be found; empty for none.
    package var finding: String {
        switch self {
        case .estimateRun: return "EST-RUN"
        case .highRead: return "RD-HIGH"
        case .backwardRead: return "RD-NEG"
        case .rollover: return "RD-ROLL"
        case .zeroUse: return "RD-ZERO"
        case .stoppedMeter: return "RD-STOP"
        case .noRemovalRead: return "MX-NOREM"
        case .meterTakenAway: return "MX-NOMETER"
        case .cycleLost: return "BL-NOCYCLE"
        case .intervalGap, .intervalHole: return "IV-GAP"
        case .intervalSpike: return "IV-SPIKE"
        default: return ""
        }
    }

    /// What was done, and what should come of it, for a reader of `planted.csv`.
    package var note: String {
        switch self {
        case .missingRead: return "No reading at the end of the month: billed on an estimate"
        case .estimateRun: return "No reading three months in a row: the third is held"
        case .highRead: return "Ten times the month's use: held"
        case .backwardRead: return "Below the last reading and no rollover: held"
        case .rollover: return "The register went past its highest value: billed with a warning"
        case .zeroUse: return "The value of the month before again on an occupied home: held"
        case .stoppedMeter: return "A home with little use whose meter stands still: held"
        case .noRemovalRead: return "Exchanged without a reading of the old meter: held"
        case .meterTakenAway: return "Meter taken away at the end of last month: held"
        case .cycleLost: return "The supply point's cycle was blanked: held"
        case .intervalGap: return "Nine days of intervals are missing: held"
        case .intervalHole: return "Two days of intervals are missing: filled and billed"
        case .intervalSpike: return "One half hour of 40 kWh: held"
        case .duplicateReading: return "A second value for the same register and day"
        case .unknownMeter: return "A meter nobody knows"
        case .malformedRow: return "A field that cannot be read"
        case .readBeforeInstallation: return "A reading from before the meter was there"
        case .overlappingAgreement: return "A second agreement over days already agreed"
        }
    }

    var isInterval: Bool {
        self == .intervalGap || self == .intervalHole || self == .intervalSpike
    }

    /// Whether points of a service can have it so that it shows, and nothing else does: an
    /// estimate of heating without a last year to go by is far off, and so is its true-up.
    func suits(_ service: Service, isFirstYear: Bool) -> Bool {
        switch self {
        case .missingRead where isFirstYear:
            return service == .electricity || service == .electricityTwoRate
        case .stoppedMeter: return service == .gas
        case .highRead, .backwardRead, .zeroUse, .rollover:
            return [.electricity, .gas, .heat].contains(service)
        case .missingRead, .estimateRun, .duplicateReading: return service != .water
        case .noRemovalRead, .meterTakenAway, .cycleLost:
            return service != .water && service != .electricityTwoRate
        default: return true
        }
    }
}
