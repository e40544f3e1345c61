import Measures

/// A register read at the end of a day: a row of a readings file.
struct ReadingLine: Sendable {
    let meter: Int32
    let dial: Int32
    let day: Day
    /// Thousandths of what it shows.
    let value: Int
    let role: Role

    /// What the reading is for (rules B1).
    enum Role: UInt8, Sendable {
        case actual, smart, customer, opening, final, both, installation, removal

        var code: StaticString {
            switch self {
            case .actual: return "ACT"
            case .smart: return "SMT"
            case .customer: return "CUS"
            case .opening: return "OPN"
            case .final: return "FIN"
            case .both: return "FIN;OPN"
            case .installation: return "INS"
            case .removal: return "REM"
            }
        }
    }
}
