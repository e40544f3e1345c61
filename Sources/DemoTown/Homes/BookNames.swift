/// Codes of the demo's tariff books, and the usage codes and units they price.
enum BookNames {
    static func tariff(_ service: Service) -> String {
        switch service {
        case .electricity: return "demo-gb-electricity-single"
        case .electricityTwoRate: return "demo-gb-electricity-two-rate"
        case .gas: return "demo-gb-gas"
        case .heat: return "demo-gb-heat"
        case .water: return "demo-au-vic-water"
        case .intervalElectricity: return "demo-au-vic-electricity-solar"
        }
    }

    static let day = "day"
    static let night = "night"
    static let electricity = "kWh"
    static let feedIn = "export"
    static let heat = "kWh"
    static let gas = "m3"
    static let imperialGas = "hundreds_ft3"
    static let water = "kL"
}
