/// Words on a bill that only the utility can write. The raw value names them in its policy file.
package enum UtilityText: String, Sendable, Hashable, CaseIterable, Comparable {
    case contact, payment, help, complaints, emergency, formats, advice, contract, network
    case taxNumber = "tax_number"
    case giveReading = "give_reading"
    case cheaperTariff = "cheaper_tariff"
    case priorityServices = "priority_services"
    case energySources = "energy_sources"

    /// What the words must say.
    package var meaning: String {
        switch self {
        case .contact: "how to reach you: telephone, e-mail, opening hours"
        case .payment: "the ways to pay"
        case .help: "where to find help with paying"
        case .complaints: "how to complain, and which independent body decides after that"
        case .emergency: "the number for emergencies and faults"
        case .formats: "large print, other languages, interpreters"
        case .advice: "who advises on saving energy or water, and consumer bodies"
        case .contract: "how long the contract runs, how it ends, and what leaving costs"
        case .network: "who runs the network and the meter, with their codes"
        case .taxNumber: "your tax number as it must be printed"
        case .giveReading: "how to send a meter reading"
        case .cheaperTariff: "whether another tariff would cost less, and how to change"
        case .priorityServices: "the register of customers who need more help"
        case .energySources: "where the energy comes from"
        }
    }

    package static func < (a: UtilityText, b: UtilityText) -> Bool { a.rawValue < b.rawValue }
}
