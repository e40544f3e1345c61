/// Usual use by month of the year, in thousandths of the register's unit. Whole numbers only.
enum Climate {
    /// Degree days of a standard UK year (rule B4.3), January to December.
    static let degreeDays = [395, 342, 297, 233, 151, 77, 42, 44, 83, 177, 275, 346]
    /// Thousandths of the year's average: light and cooking in the north.
    private static let northern = [
        1180, 1130, 1060, 980, 930, 890, 880, 890, 930, 1000, 1080, 1160,
    ]
    /// Gardens in the southern summer.
    private static let garden = [1450, 1380, 1150, 950, 850, 800, 790, 810, 880, 990, 1160, 1360]
    /// Heating and cooling in Victoria.
    static let southern = [1080, 1050, 950, 900, 1000, 1180, 1220, 1150, 980, 880, 900, 1010]

    /// A usual home's use in a month: one register, or day and night.
    static func use(_ service: Service, month: Int, days: Int) -> [Int] {
        let index = month - 1
        switch service {
        case .electricity: return [7400 * days * northern[index] / 1000]
        case .electricityTwoRate:
            let all = 11_800 * days * northern[index] / 1000
            return [all * 64 / 100, all * 36 / 100]
        case .gas: return [600 * days + 320 * degreeDays[index]]
        case .heat: return [4000 * days + 2150 * degreeDays[index]]
        case .water: return [420 * days * garden[index] / 1000]
        case .intervalElectricity: return [14_000 * days * southern[index] / 1000]
        }
    }
}
