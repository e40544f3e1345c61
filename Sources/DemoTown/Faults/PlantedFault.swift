package import Measures

/// An error put into the demo's data on purpose, and what must become of it.
package struct PlantedFault: Sendable, Hashable {
    package let kind: Kind
    /// Code of the supply point; empty for a row that names none.
    package let supplyPoint: String
    /// Last day of the month it is found in.
    package let month: Day
    /// The row that the import must refuse; nil for faults that are imported.
    package let row: Row?

    package struct Row: Sendable, Hashable {
        package let file: String
        /// The header is line 1.
        package let line: Int
        /// The column the refusal must name; empty where the whole row is wrong.
        package let field: String
    }

    package enum Outcome: String, Sendable, Hashable {
        /// The bill of the month must be held.
        case held
        /// Billed, with or without a warning.
        case billed
        /// The import refuses the row; the supply point is billed as if it had not been there.
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

    /// The code of the exceptions catalogue (rules D2) that must be found; empty for none.
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

    /// What is wrong and what should come of it, as `planted.csv` says it.
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

    /// Whether the fault leads to its finding, and to no other, at supply points of a service.
    ///
    /// In the first year an estimate of heating has no last year to go by: it and the bill that
    /// corrects it are far off, so such points do not get a missing reading.
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
