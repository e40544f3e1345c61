package import Measures

/// One rate of the US Utility Rate Database, as far as it can be billed.
///
/// What the database says beyond it is kept as remarks, so that nothing is lost in silence.
package struct URDBRate: Sendable {
    package var label: String
    package var utility: String
    package var name: String
    package var source: String
    package var start: Day?
    /// The last day, where the rate was replaced.
    package var end: Day?
    var energy: Periods
    var demand: Periods?
    /// Tiers on the highest kW of the month, and which of them each month has.
    var flatDemand: [[Tier]] = []
    var flatMonths: [Int] = []
    var fixed: Amount?
    var minimum: Amount?
    /// What the highest kW of each period and of the month are counted in.
    var demandUnit = DemandUnit.kW
    var flatUnit = DemandUnit.kW
    /// Minutes over which demand is measured.
    var demandMinutes: Int?
    /// Where billed demand does not fall below a share of an earlier peak.
    var lookback: Lookback?
    /// A price per kVAr.
    var reactive: Exact?
    /// Prices on the demand at the utility's own peak, by their place in the structure.
    var coincident: [(index: Int, price: Exact)] = []
    /// An amount per kWh for each month.
    var fuel: [Exact] = []
    /// What the rate says that its book does not bill, in words.
    package var remarks: [String] = []
}

extension URDBRate {
    /// Tiers by period, and the period of each hour: a row of 24 for each month.
    struct Periods: Sendable, Hashable {
        var tiers: [[Tier]]
        var weekday: [[Int]]
        var weekend: [[Int]]

        /// The periods that some hour has, in order.
        var used: [Int] { Set((weekday + weekend).joined()).sorted() }
    }

    struct Tier: Sendable, Hashable {
        var rate: Exact
        var adjustment: Exact
        /// Absent for an open tier.
        var upTo: Exact?
        var unit: TierUnit

        var price: Exact { rate + adjustment }
    }

    /// What the bound of a tier is multiplied with.
    enum TierUnit: String, CaseIterable, Sendable {
        case kWh = "kwh"
        case perKW = "kwh/kw"
        case daily = "kwh daily"
        case perKWDaily = "kwh/kw daily"

        var isPerKW: Bool { self == .perKW || self == .perKWDaily }
        var isDaily: Bool { self == .daily || self == .perKWDaily }
    }

    /// How demand is counted: a price per kVA is one on kW over the power factor, one by day is on each
    /// day's highest.
    enum DemandUnit: String, CaseIterable, Sendable {
        case kW = "kw"
        case kVA = "kva"
        case kWDaily = "kw daily"
        case kVADaily = "kva daily"

        var isKVA: Bool { self == .kVA || self == .kVADaily }
        var isDaily: Bool { self == .kWDaily || self == .kVADaily }
        var name: String { isKVA ? "kVA" : "kW" }
    }

    /// Earlier months whose peaks count: so many before, or those of some names in the last eleven.
    struct Lookback: Sendable, Hashable {
        var share: Exact
        var over: Int
        /// Calendar months from 1; empty for all.
        var months: Set<Int> = []
    }

    struct Amount: Sendable, Hashable {
        enum Per: String, CaseIterable, Sendable {
            case month = "$/month"
            case day = "$/day"
            case year = "$/year"
        }

        var value: Exact
        var per: Per
    }
}

extension URDBRate {
    /// For the reader of its book: where it comes from and what the book leaves out.
    package var notes: [String] {
        var all = [
            "From the US Utility Rate Database, label \(label.isEmpty ? "unknown" : label).",
            "Utility: \(utility.isEmpty ? "unknown" : utility).",
        ]
        if start == nil { all.append("The database gives no first day; 2000-01-01 stands in.") }
        if lookback != nil {
            all.append("past_max_kW is the highest kW of the months that the rate looks back on.")
        }
        if flatDemand.isEmpty == false && flatUnit.isKVA || demand != nil && demandUnit.isKVA {
            all.append("kVA is kW over power_factor; a load in kW alone is taken at 1.")
        }
        if reactive != nil {
            all.append(
                "reactive_kVAr is what reactive power is charged on, as the utility works it out. "
                    + "A load in kW alone is taken to have none.")
        }
        if !coincident.isEmpty {
            all.append(
                "coincident_kW is the demand at the utility's own peak, which the utility tells. "
                    + "A load in kW alone is taken to have none.")
        }
        return all + energy.remarks("energy") + (demand?.remarks("demand") ?? []) + remarks
    }
}

extension URDBRate.Periods {
    fileprivate func remarks(_ name: String) -> [String] {
        used.flatMap { period -> [String] in
            let place = "\(name) period \(period + 1)"
            var all: [String] = []
            let last = TierBounds(tiers[period]).steps.last
            if let last, last.upTo == nil, last.index < tiers[period].count {
                all.append("In \(place) tiers follow an open one; they are never reached.")
            }
            if tiers[period].last?.upTo != nil {
                all.append("The last tier of \(place) has a bound; there is no price above it.")
            }
            return all
        }
    }
}
