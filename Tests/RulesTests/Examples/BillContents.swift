import Billing
import Ledger
import Measures
import Rulebook

extension WorkedRules {
    /// D3: what a bill shows.
    static let billContents: [RuleExample] = [
        RuleExample(
            "D3",
            says:
                "The law of the place says what a bill shows; a place without a list asks for nothing.",
            given: "a household's gas bill in Scotland, in Northern Ireland and in New Zealand",
            byHand:
                "the lists are of Great Britain, Australia, Germany, the EU and parts of the USA",
            gives: "a list, nothing, nothing"
        ) {
            list(
                ["GB-SCT", "GB-NIR", "NZ"].map {
                    items(.gas, .domestic, in: $0, on: "2025-01-01").isEmpty ? "nothing" : "a list"
                })
        },
        RuleExample(
            "D3.1",
            says:
                "Every bill shows whose it is, for what, by which readings and prices, and what to pay.",
            given: "a household's gas bill in Scotland",
            byHand: "nothing is missing, nor is the conversion of gas volume to kWh",
            gives: "missing: none"
        ) {
            let asked = items(.gas, .domestic, in: "GB-SCT", on: "2025-01-01")
            let missing = usual.filter { !asked.contains($0) }.map(\.rawValue)
            return "missing: " + (missing.isEmpty ? "none" : list(missing))
        },
        RuleExample(
            "D3.2",
            says:
                "Households' energy bills in Great Britain compare use and name the cheapest deal.",
            given: "a household and a business, electricity in England",
            byHand: "the licence condition is for households", gives: "true, false"
        ) {
            shows(
                [.comparison, .cheaperTariff], .electricity, in: "GB-ENG", on: "2025-01-01",
                to: [.domestic, .business])
        },
        RuleExample(
            "D3.5",
            says: "Heat bills compare use with last year's and name advice on saving energy.",
            given: "heat and water in Scotland", byHand: "the regulations are for heat networks",
            gives: "true, false"
        ) {
            list(
                [Commodity.heat, .water].map {
                    shows(
                        [.comparison, .advice], $0, in: "GB-SCT", on: "2025-01-01", to: [.domestic])
                })
        },
        RuleExample(
            "D3.6", says: "Heat networks name the priority services register from 27 January 2026.",
            given: "bills of 26 and 27 January 2026", byHand: "the condition holds from the 27th",
            gives: "false, true"
        ) {
            list(
                ["2026-01-26", "2026-01-27"].map {
                    shows([.priorityServices], .heat, in: "GB-SCT", on: $0, to: [.domestic])
                })
        },
        RuleExample(
            "D3.7",
            says:
                "Victorian water bills show readings, whether they are estimated, and use as a graph.",
            given: "water in Victoria and in New South Wales", byHand: "the standard is Victoria's",
            gives: "true, false"
        ) {
            list(
                ["AU-VIC", "AU-NSW"].map {
                    shows(
                        [.readings, .estimate, .comparison], .water, in: $0, on: "2025-01-01",
                        to: [.domestic])
                })
        },
        RuleExample(
            "D3.8", says: "Victorian energy bills have a best offer message.",
            given: "electricity and water in Victoria", byHand: "the code is for energy",
            gives: "true, false"
        ) {
            list(
                [Commodity.electricity, .water].map {
                    shows([.cheaperTariff], $0, in: "AU-VIC", on: "2025-01-01", to: [.domestic])
                })
        },
        RuleExample(
            "D3.9", says: "A tax invoice shows the seller's tax number and each tax.",
            given:
                "a business's electricity in Great Britain, Victoria and Germany; a household's in Great Britain",
            byHand: "VAT number, ABN, Steuernummer; a British household gets no tax invoice",
            gives: "true, true, true, false"
        ) {
            let business = ["GB-ENG", "AU-VIC", "DE-BY"].map {
                shows([.taxNumber, .tax], .electricity, in: $0, on: "2025-01-01", to: [.business])
            }
            return list(
                business + [
                    shows(
                        [.taxNumber, .tax], .electricity, in: "GB-ENG", on: "2025-01-01",
                        to: [.domestic])
                ])
        },
        RuleExample(
            "D3.10", says: "The lines add up to the net, to the penny.",
            given: "10.00, with a net of 10.00 and of 10.01", byHand: "a penny is too much",
            gives: "no finding; BL-SUM"
        ) {
            [Int64(0), 1].map { checked(from: "2025-04-01", off: $0) }.joined(separator: "; ")
        },
        RuleExample(
            "D4.1",
            says: "Cancelling a bill reverses each of its postings, account by account.",
            given: "261.14 = 211.50 + 37.20 + 12.44, cancelled", byHand: "each with the other sign",
            gives: "assets:receivable -261.14, income:revenue 248.70, liabilities:vat-output 12.44"
        ) {
            let entry = try SampleBill.entry(
                [
                    SampleBill.line(21_150, .revenue, tax: "VAT"),
                    SampleBill.line(3720, .revenue, tax: "VAT"),
                ], [SampleBill.vat(24_870, 1244)])
            return SampleBill.words(entry.reversed(on: day("2025-08-01"), reference: "C-1"))
        },
    ]

    /// Rule D3.1, item by item.
    private static let usual: [BillItem] = [
        .supplier, .contact, .account, .billNumber, .customer, .supplyAddress, .billDate, .period,
        .meter, .readings, .use, .conversion, .tariff, .prices, .charges, .tax, .balance,
        .amountDue, .due, .payment, .estimate, .giveReading, .help, .complaints, .formats,
        .emergency,
    ]

    private static func items(
        _ commodity: Commodity, _ customer: CustomerClass, in place: String, on text: String
    ) -> [BillItem] {
        BillContent.demands(commodity, customer, in: Jurisdiction(place), on: day(text))
            .map(\.item)
    }

    /// Whether the law asks for all of these, for each customer.
    private static func shows(
        _ wanted: [BillItem], _ commodity: Commodity, in place: String, on text: String,
        to customers: [CustomerClass]
    ) -> String {
        list(
            customers.map { customer in
                let asked = items(commodity, customer, in: place, on: text)
                return wanted.allSatisfy(asked.contains)
            })
    }
}
