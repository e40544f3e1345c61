import Foundation
import Measures
import Rulebook
import Testing

@Suite("What bills must show (rules D3)")
struct BillContentTests {
    private static let laws = Set(BillContent.rules.map(\.law)).sorted { $0.code < $1.code }

    private func codes(
        _ commodity: Commodity, _ customer: CustomerClass, _ place: String, _ day: String
    ) -> [String] {
        BillContent.demands(commodity, customer, in: Jurisdiction(place), on: Day(day)!)
            .map(\.code)
    }

    @Test("every rule has a code of its own, a source and an item that is in words")
    func data() {
        let codes = BillContent.rules.map(\.code)
        #expect(Set(codes).count == codes.count)
        for rule in BillContent.rules {
            #expect(!rule.source.isEmpty && !rule.law.title.isEmpty, "\(rule.code)")
            #expect(rule.item.words != rule.item.rawValue, "\(rule.code)")
        }
        #expect(Set(BillContent.rules.map(\.item)) == Set(BillItem.allCases))
        #expect(Set(BillItem.allCases.compactMap(\.text)) == Set(UtilityText.allCases))
    }

    @Test("a law binds bills issued on its first day and not on the day before", arguments: laws)
    func edge(law: ContentLaw) {
        for rule in BillContent.rules where rule.law == law {
            let place = rule.law.territory == .europeanUnion ? "FR" : places[law.territory.name]!
            let on = { (day: Day) in
                BillContent.demands(
                    law.commodities.first!, law.customers.first!, in: Jurisdiction(place), on: day)
            }
            #expect(on(law.from).contains(rule), "\(rule.code)")
            #expect(!on(law.from - 1).contains(rule), "\(rule.code)")
        }
    }

    private let places = [
        "Great Britain": "GB-EAW", "Victoria": "AU-VIC", "Australia": "AU-NSW",
        "Western Australia": "AU-WA", "Germany": "DE-BY", "New York": "US-NY",
        "Connecticut": "US-CT",
    ]

    @Test("heat networks name the priority services register from 27 January 2026 (D3.6)")
    func heat() {
        let code = "GB-HEAT-2026.priority-services"
        #expect(!codes(.heat, .domestic, "GB-SCT", "2026-01-26").contains(code))
        #expect(codes(.heat, .domestic, "GB-SCT", "2026-01-27").contains(code))
        #expect(!codes(.heat, .business, "GB-SCT", "2026-01-27").contains(code))
        #expect(!codes(.gas, .domestic, "GB-SCT", "2026-01-27").contains(code))
    }

    @Test("a place without a list demands nothing", arguments: ["", "GB-NIR", "NZ", "US-CA", "XX"])
    func nothing(place: String) {
        for commodity in Commodity.allCases {
            #expect(codes(commodity, .domestic, place, "2026-11-22").isEmpty)
        }
    }

    @Test("the whole country's list holds in its parts, a part's list nowhere else")
    func parts() {
        #expect(codes(.water, .domestic, "GB", "2026-11-22").contains("GB-BILL.supplier"))
        #expect(codes(.water, .domestic, "GB-WLS", "2026-11-22").contains("GB-BILL.supplier"))
        #expect(codes(.gas, .domestic, "DE-BY", "2026-11-22").contains("DE-ENWG40.contract"))
        #expect(!codes(.water, .domestic, "AU-NSW", "2026-11-22").contains("VIC-WATER.readings"))
        #expect(codes(.water, .domestic, "AU-NSW", "2026-11-22").contains("AU-GST.tax-number"))
    }

    @Test(
        "the words of price lists tell customers apart; what says nothing is a household",
        arguments: [
            ("domestic", .domestic), ("residential", .domestic), ("", .domestic),
            ("band 3", .domestic), ("Business", .business), ("commercial", .business),
            ("micro", .microbusiness),
        ] as [(String, CustomerClass)])
    func classes(word: String, expected: CustomerClass) {
        #expect(CustomerClass(ofPriceList: word) == expected)
    }

    @Test("the page of bill content is what the rulebook holds; REWRITE=1 writes it")
    func page() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Docs/bill-content.md")
        let page = BillContentPage.text(Self.laws)
        if ProcessInfo.processInfo.environment["REWRITE"] != nil {
            try page.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == page)
    }
}
