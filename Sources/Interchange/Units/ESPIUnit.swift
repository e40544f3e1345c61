package import Measures

/// A unit of Green Button (ESPI) data: the `uom` code and the `powerOfTenMultiplier` of its
/// ReadingType, and the unit of ours that they mean, with the exact scale.
package struct ESPIUnit: Sendable, Hashable {
    /// kWh, kVArh, kVAh, kW, kVAr, kVA, V, A, m3, MJ; or ft3, therm, BTU, US gal as they are.
    package let unit: Unit
    package let scale: UnitScale

    /// Nil for a code that no supply is measured in, and for powers beyond -9 to 9.
    package init?(uom: Int, powerOfTen: Int = 0) {
        guard let (unit, thousands) = ESPIUnit.known[uom], (-9...9).contains(powerOfTen) else {
            return nil
        }
        let power = powerOfTen - 3 * thousands
        self.unit = unit
        scale =
            power < 0
            ? UnitScale(1, over: powersOfTen[-power]) : UnitScale(powersOfTen[power])
    }

    /// ESPI's UnitSymbolKind: our unit, and how many times a thousand of theirs make one of it.
    private static let known: [Int: (Unit, Int)] = [
        5: (Unit("A"), 0), 29: (Unit("V"), 0), 31: (Unit("MJ"), 2), 38: (.kW, 1), 42: (.m3, 0),
        61: (.kVA, 1), 63: (Unit("kVAr"), 1), 71: (Unit("kVAh"), 1), 72: (.kWh, 1),
        73: (.kVArh, 1), 119: (Unit("ft3"), 0), 128: (Unit("US gal"), 0), 132: (Unit("BTU"), 0),
        134: (.m3, 1), 169: (Unit("therm"), 0),
    ]
}
