import Billing
import Measures
import Rulebook
import Testing

@Suite("The words of the utility")
struct PolicyTextsTests {
    private let texts = PolicyTexts(
        language: "en",
        entries: [
            .init(.help, words: ["en": ["Help"], "fr": ["Aide"], "fr-CA": ["Aide au Canada"]]),
            .init(.help, schemes: ["NORTH"], words: ["en": ["Help in the north"]]),
            .init(.emergency, commodities: [.gas], words: ["en": ["Gas: 111"]]),
            .init(.emergency, commodities: [.electricity], words: ["en": ["Power: 105"]]),
            .init(.emergency, schemes: ["NORTH"], words: ["en": ["North: 999"]]),
            .init(.contact, words: ["en": ["First"]]),
            .init(.contact, words: ["en": ["Second"]]),
        ])

    @Test(
        "a language, else the same without its region, else the default",
        arguments: [
            ("fr-CA", "Aide au Canada"), ("fr-CH", "Aide"), ("fr", "Aide"), ("de", "Help"),
            ("en-GB", "Help"), ("", "Help"),
        ])
    func languages(tag: String, expected: String) {
        let said = texts.lines(.help, scheme: "SOUTH", commodities: [.water], language: tag)
        #expect(said == [expected])
    }

    @Test("a scheme's own words stand before those for all, and those before a commodity's")
    func schemes() {
        func said(_ scheme: String, _ commodities: [Commodity]) -> [String] {
            texts.lines(.emergency, scheme: scheme, commodities: commodities, language: "en")
        }
        #expect(said("SOUTH", [.gas]) == ["Gas: 111"])
        #expect(said("SOUTH", [.gas, .electricity]) == ["Gas: 111", "Power: 105"])
        #expect(said("SOUTH", [.water]) == [])
        #expect(said("NORTH", [.gas, .electricity]) == ["North: 999"])
        #expect(
            texts.lines(.help, scheme: "NORTH", commodities: [.heat], language: "fr")
                == ["Help in the north"])
    }

    @Test("of two that say the same of themselves, the later stands")
    func later() {
        let said = texts.lines(.contact, scheme: "A", commodities: [.gas], language: "en")
        #expect(said == ["Second"])
    }

    @Test("a text that nobody wrote is empty")
    func missing() {
        let said = texts.lines(.payment, scheme: "A", commodities: [.gas], language: "en")
        #expect(said.isEmpty)
    }
}
