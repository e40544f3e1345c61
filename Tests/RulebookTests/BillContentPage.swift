import Measures
import Rulebook

/// `Docs/bill-content.md`, made from the rulebook.
enum BillContentPage {
    static func text(_ laws: [ContentLaw]) -> String {
        head + laws.map(section).joined(separator: "\n") + "\n" + foot
    }

    private static let head = """
        # What bills must show

        Before a run is approved and before it is released, its bills are held against this list. An item
        that is missing stops the run; the refusal names the item, the law, the scheme, how many bills
        there are and the first of them, and what to do. `plumbline run checklist` and
        `plumbline bill checklist BILL` show the same at any time.

        A bill is asked itself what it shows: nobody sets a flag. Bills of one shape (tariff, estimated or
        not, taxed, final …) at one place show the same, so one of each shape is printed and asked, and a
        million bills need a few dozen answers. The law is that of the premises' jurisdiction, or of
        the scheme's where the premises names none; the customer's class is the premises' class, and a
        class that says nothing counts as a household. A place without a list here demands nothing.

        Where *policy text* names a text, the utility writes the words: see
        [Billing policy](formats/policy.md#texts). Basis: *text* is the law or a source that quotes it;
        *summary* is a summary or memory of it, and so is each *in force from*: check the law before
        relying on it; *convention* is our own choice of what a good bill shows.

        Not checked: codes for machines on the bill (the About Your Tariff QR code, rule D3.2),
        comparison with other customers (EnWG § 40 (2) 8), correction of heat use for the weather, and how
        often a bill must come.


        """

    private static func section(_ law: ContentLaw) -> String {
        let rules = BillContent.rules.filter { $0.law == law }
        return """
            ## \(law.code)

            \(law.title). \(law.territory.name); \(whom(law)); in force from \(law.from).

            | item | the bill shows | when | policy text | source | basis |
            | --- | --- | --- | --- | --- | --- |
            \(rules.map(row).joined(separator: "\n"))

            """
    }

    private static func whom(_ law: ContentLaw) -> String {
        let commodities = Commodity.allCases.filter(law.commodities.contains).map(\.rawValue)
        let customers = CustomerClass.allCases.filter(law.customers.contains).map(\.rawValue)
        return [
            commodities.count == Commodity.allCases.count ? "all services" : list(commodities),
            customers.count == CustomerClass.allCases.count ? "all customers" : list(customers),
        ].joined(separator: "; ")
    }

    private static func list(_ words: [String]) -> String { words.joined(separator: ", ") }

    private static func row(_ rule: ContentRule) -> String {
        let text = rule.item.text.map { "`\($0.rawValue)`" } ?? ""
        let cells = [
            "`\(rule.item.rawValue)`", rule.item.words, rule.occasion.words, text, rule.source,
            rule.basis.rawValue,
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private static let foot = """
        A change here is a change in `Sources/Rulebook/BillContent`; a test holds this page equal to it
        (`REWRITE=1 CORE=1 swift test --filter BillContentTests` writes it).

        """
}

extension ContentRule.Occasion {
    var words: String {
        switch self {
        case .always: "always"
        case .metered: "something was measured"
        case .read: "it stands on readings"
        case .estimated: "it is estimated"
        case .taxed: "it is taxed"
        case .final: "supply ends"
        case .comparable: "earlier use is on file"
        }
    }
}
