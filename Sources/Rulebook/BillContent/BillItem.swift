/// Something that a bill shows and that a law may demand. The raw value never changes.
package enum BillItem: String, Sendable, Hashable, CaseIterable {
    case supplier, contact, account, customer, period, meter, readings, use, conversion
    case tariff, prices, charges, tax, balance, due, payment, help, complaints, formats
    case emergency, estimate, comparison, advice, contract, network, final
    case billNumber = "bill-number"
    case billDate = "bill-date"
    case supplyAddress = "supply-address"
    case supplyNumber = "supply-number"
    case taxNumber = "tax-number"
    case amountDue = "amount-due"
    case giveReading = "give-reading"
    case cheaperTariff = "cheaper-tariff"
    case priorityServices = "priority-services"
    case energySources = "energy-sources"

    /// The words of the utility that show it; nil where the bill shows it of itself.
    package var text: UtilityText? {
        switch self {
        case .contact: .contact
        case .payment: .payment
        case .help: .help
        case .complaints: .complaints
        case .formats: .formats
        case .emergency: .emergency
        case .advice: .advice
        case .contract: .contract
        case .network: .network
        case .taxNumber: .taxNumber
        case .giveReading: .giveReading
        case .cheaperTariff: .cheaperTariff
        case .priorityServices: .priorityServices
        case .energySources: .energySources
        default: nil
        }
    }

    /// What must be shown, in words.
    package var words: String { text?.meaning ?? BillItem.shown[self] ?? rawValue }

    private static let shown: [BillItem: String] = [
        .supplier: "the supplier's name",
        .account: "the account number",
        .billNumber: "the bill's number",
        .customer: "the customer's name and postal address",
        .supplyAddress: "the address supplied",
        .supplyNumber: "the number of the supply point (MPAN, MPRN, NMI)",
        .billDate: "the date of the bill",
        .period: "the first and last day billed",
        .meter: "the serial number of each meter",
        .readings: "opening and closing reading of each register, dated, and how each was got",
        .use: "what was used in the period",
        .conversion: "how gas volume becomes kWh: correction and calorific value",
        .tariff: "the tariff's name",
        .prices: "each unit price and the standing charge",
        .charges: "each charge, adding up to the total",
        .tax: "each tax with its rate, what it is charged on and its amount",
        .balance: "the balance before, payments, and the new balance",
        .amountDue: "the amount to pay",
        .due: "the day by which to pay",
        .estimate: "that the bill is estimated, at the top and at the reading",
        .comparison: "use compared with earlier use, the year before included, as a chart",
        .final: "that it is the final bill",
    ]
}
