package import Measures
import Supply

/// A kind of supply in the town, with the tariff that prices it.
package enum Service: Int, Sendable, Hashable, CaseIterable {
    case electricity, electricityTwoRate, gas, heat, water, intervalElectricity

    package var commodity: Commodity {
        switch self {
        case .electricity, .electricityTwoRate, .intervalElectricity: return .electricity
        case .gas: return .gas
        case .heat: return .heat
        case .water: return .water
        }
    }

    var scheme: Scheme {
        switch self {
        case .electricity, .electricityTwoRate, .gas: return .harbourEnergy
        case .heat: return .northgateHeat
        case .water: return .wattleWater
        case .intervalElectricity: return .wattlePower
        }
    }

    /// First letter of its meters' serial numbers.
    var letter: String {
        switch self {
        case .electricity, .electricityTwoRate: return "E"
        case .gas: return "G"
        case .heat: return "H"
        case .water: return "W"
        case .intervalElectricity: return "V"
        }
    }
}

/// A utility's scheme with its own prices; all are made up.
package enum Scheme: Int, Sendable, Hashable, CaseIterable {
    case northgateHeat, harbourEnergy, wattleWater, wattlePower

    var code: String {
        ["NORTHGATE-HEAT", "HARBOUR-ENERGY", "WATTLE-WATER", "WATTLE-POWER"][rawValue]
    }

    var name: String {
        [
            "Northgate Heat Network (demo)", "Harbour Energy (demo)", "Wattle Creek Water (demo)",
            "Wattle Creek Power (demo)",
        ][rawValue]
    }

    var isAustralian: Bool { self == .wattleWater || self == .wattlePower }
    var jurisdiction: String {
        isAustralian ? "AU-VIC" : self == .harbourEnergy ? "GB-EAW" : "GB-SCT"
    }
    var currency: String { isAustralian ? "AUD" : "GBP" }
    var zone: String { isAustralian ? "Australia/Melbourne" : "Europe/London" }
    /// Of the price list.
    var customerClass: String { isAustralian ? "residential" : "domestic" }
    var place: String { ["Northgate", "Harbour", "Wattle Creek", "Wattle Creek"][rawValue] }
    /// The account of the owner of empty premises.
    var landlord: String {
        "LANDLORD-" + ["NORTHGATE", "HARBOUR", "WATTLE-W", "WATTLE-P"][rawValue]
    }
}
