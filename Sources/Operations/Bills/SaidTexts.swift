import Billing
import Documents
import Measures
import Rulebook
import Storage
import Supply

/// The utility's words for one bill: its scheme, its services, its customer's language.
struct SaidTexts {
    private let lines: [UtilityText: [String]]

    init(_ texts: PolicyTexts, scheme: String, language: String, commodities: [Commodity]) {
        lines = Dictionary(
            uniqueKeysWithValues: UtilityText.allCases.map { name in
                (
                    name,
                    texts.lines(
                        name, scheme: scheme, commodities: commodities, language: language)
                )
            })
    }

    subscript(name: UtilityText) -> [String] { lines[name] ?? [] }

    /// In one line; nil where there is no such text.
    func joined(_ name: UtilityText, _ separator: String) -> String? {
        self[name].isEmpty ? nil : self[name].joined(separator: separator)
    }

    /// Texts that stand in a block of their own, under a heading.
    var messages: [BillDocument.Message] {
        SaidTexts.headings.compactMap { name, heading in
            joined(name, " ").map {
                BillDocument.Message(heading: heading, text: $0, about: name)
            }
        }
    }

    private static let headings: [(UtilityText, String)] = [
        (.cheaperTariff, "Could you pay less?"), (.contract, "Your contract"),
        (.priorityServices, "If you need more help"), (.advice, "Using less"),
        (.energySources, "Where your energy comes from"), (.network, "Network and meter"),
    ]
}

extension BillDocument.Issuer {
    /// The scheme with what the utility says about itself.
    init(_ scheme: Scheme, _ said: SaidTexts) {
        let contact = scheme.contact.split(separator: ";").map { String($0.trimmingPrefix(" ")) }
        self.init(
            name: scheme.name, contact: said[.contact].isEmpty ? contact : said[.contact],
            taxNumber: said.joined(.taxNumber, ", "), emergency: said.joined(.emergency, "; "),
            payment: said[.payment], help: said[.help], complaints: said[.complaints],
            accessibility: said.joined(.formats, " "))
    }
}
