import Measures

extension RoundingRule {
    /// As a book writes it: `2 half-up`.
    package var description: String { "\(places) \(mode.rawValue)" }
}

extension TariffBook.ChargingYear {
    /// As a book writes it: `calendar`, `04-01` or `365`.
    package var description: String {
        switch self {
        case .fixed(let days): return String(days)
        case .from(1, 1): return "calendar"
        case .from(let month, let day):
            return (month < 10 ? "0" : "") + "\(month)-" + (day < 10 ? "0" : "") + "\(day)"
        }
    }
}
