/// How a figure came about: the steps from its inputs to its one rounding.
///
/// Emitted by the rule that computes, as data; each page tells it in its own words.
package struct Working: Sendable, Hashable {
    package var steps: [Step]

    package init(_ steps: [Step] = []) { self.steps = steps }

    package struct Step: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable {
            case reading, advance, quantity, days, split, block, band, price, charge
            case percentage, minimum, tax, total
        }

        package var kind: Kind
        /// What is being computed: `kWh`, `Standing charge`, `VAT 5%`.
        package var name: String
        /// The formula with names, such as `m3 × correction_factor × calorific_value ÷ 3.6`.
        package var formula: String
        package var inputs: [NamedFigure]
        /// The value before rounding.
        package var exact: Exact
        /// The value after rounding, where the step rounds.
        package var result: Figure
        package var rounding: RoundingRule?
        /// The rule or the clause of the price list it comes from.
        package var source: String?

        package init(
            _ kind: Kind, _ name: String, formula: String = "", inputs: [NamedFigure] = [],
            exact: Exact, result: Figure, rounding: RoundingRule? = nil, source: String? = nil
        ) {
            self.kind = kind
            self.name = name
            self.formula = formula
            self.inputs = inputs
            self.exact = exact
            self.result = result
            self.rounding = rounding
            self.source = source
        }
    }
}
