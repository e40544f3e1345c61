import Documents
import Measures
import Rulebook
import Testing

/// Each item both ways: a bill that shows it, and the same bill with that one thing taken out.
@Suite("What a bill shows (rules D3)")
struct BillContentsTests {
    /// A bill of heat that shows everything: final, estimated, taxed, with earlier use.
    private static let whole: BillDocument = {
        var bill = Samples.estimated
        bill.isFinal = true
        bill.balance = BillBalance(broughtForward: Samples.pounds(0))
        bill.issuer.help = ["0800 000 0001"]
        bill.issuer.emergency = "0800 000 0002"
        bill.issuer.accessibility = "Large print: 0800 000 0004"
        let texts: [UtilityText] = [
            .advice, .contract, .network, .cheaperTariff, .priorityServices, .energySources,
        ]
        bill.messages = texts.map { .init(heading: "About", text: "Something.", about: $0) }
        bill.segments[0].commodity = "Gas"
        bill.segments[0].facts = [
            NamedFigure("Calorific value", .text("39.4")),
            NamedFigure("Correction factor", .text("1.02264")),
        ]
        return bill
    }()

    private typealias Change = @Sendable (inout BillDocument) -> Void

    private static let without: [BillItem: Change] = [
        .supplier: { $0.issuer.name = "" }, .contact: { $0.issuer.contact = [] },
        .account: { $0.customer.account = "" }, .billNumber: { $0.number = nil },
        .customer: { $0.customer.postalAddress = [""] },
        .supplyAddress: { $0.customer.supplyAddress = [] },
        .supplyNumber: { $0.segments[0].supplyPoint = "" }, .billDate: { $0.issued = nil },
        .period: { $0.period = Period(from: $0.period.start, upTo: $0.period.start) },
        .meter: { $0.segments[0].readings[0].meter = "" },
        .readings: { $0.segments[0].readings[0].previous.type = "QQQ" },
        .use: { $0.segments[0].usages = [] },
        .conversion: { $0.segments[0].facts.removeFirst() },
        .tariff: { $0.segments[0].tariff = "" },
        .prices: { bill in
            for line in bill.segments[0].lines.indices { bill.segments[0].lines[line].price = nil }
        },
        .charges: { $0.segments[0].lines.removeLast() },
        .tax: { $0.segments[0].taxes[0].amount = Samples.pounds(1) },
        .balance: { $0.balance = nil }, .due: { $0.due = nil },
        .amountDue: { $0.total = Samples.pounds(1) }, .payment: { $0.issuer.payment = [] },
        .help: { $0.issuer.help = [] }, .complaints: { $0.issuer.complaints = [] },
        .formats: { $0.issuer.accessibility = nil }, .emergency: { $0.issuer.emergency = "" },
        .taxNumber: { $0.issuer.taxNumber = nil }, .giveReading: { $0.howToGiveReading = nil },
        .estimate: {
            $0.segments[0].usages[0].isEstimated = false
            $0.segments[0].readings[0].current.type = "ACT"
        },
        .comparison: { $0.usage = [] }, .final: { $0.isFinal = false },
        .advice: { $0.messages.removeAll { $0.about == .advice } },
        .contract: { $0.messages.removeAll { $0.about == .contract } },
        .network: { $0.messages.removeAll { $0.about == .network } },
        .cheaperTariff: { $0.messages.removeAll { $0.about == .cheaperTariff } },
        .priorityServices: { $0.messages.removeAll { $0.about == .priorityServices } },
        .energySources: { $0.messages.removeAll { $0.about == .energySources } },
    ]

    @Test(
        "an item is shown, and with that one thing taken out it is not",
        arguments: BillItem.allCases)
    func each(item: BillItem) throws {
        #expect(Self.whole.shows(item))
        var bill = Self.whole
        let change = try #require(Self.without[item])
        change(&bill)
        #expect(!bill.shows(item))
        for other in BillItem.allCases where other != item {
            #expect(bill.shows(other), "without \(item), \(other) is still there")
        }
    }

    @Test("a rule is not needed where its occasion is not met, and missing where it is")
    func occasions() {
        let rules = BillContent.demands(
            .heat, .domestic, in: Jurisdiction("GB-SCT"), on: Samples.day("2026-11-22"))
        func state(_ code: String, of bill: BillDocument) -> CheckedRule.State? {
            bill.checked(rules).first { $0.rule.code == code }?.state
        }
        var bill = Samples.heat
        bill.howToGiveReading = nil
        #expect(state("GB-BILL.give-reading", of: bill) == .notNeeded)
        #expect(state("GB-BILL.final", of: bill) == .notNeeded)
        #expect(state("GB-HEAT-2026.priority-services", of: bill) == .missing)
        var estimated = Samples.estimated
        #expect(state("GB-BILL.give-reading", of: estimated) == .shown)
        estimated.howToGiveReading = nil
        #expect(state("GB-BILL.give-reading", of: estimated) == .missing)
    }

    @Test("a bill that ends the supply says so in its title, on the page and in the text")
    func final() {
        var bill = Samples.heat
        #expect(bill.shownTitle == "Bill")
        bill.isFinal = true
        #expect(BillText.text(bill).contains("FINAL BILL H-000042"))
        #expect(BillHTML.text(bill).contains("<h1>Final bill H-000042</h1>"))
    }
}
