package import Measures

/// Something wrong with a tariff book, and where: the path of keys to it.
package struct BookMistake: Hashable, Sendable {
    package enum Rule: Hashable, Sendable {
        case formula(FormulaRefused.Reason)
        case unknownName(String, nearest: String?)
        case unknownFunction(String)
        case nameTaken(String)
        case wordWithoutChoice(String)
        case notAmongChoices(String, [String])
        case seriesOutsideSum(String)
        case noSeriesInside(String)
        case wrongArguments(String)
        case usesLaterLine(String)
        case usesItself(String)
        case taxedAfterTax(String)
        case datesRepeat(Day)
        case noSteps
        case blockNotLast
        case lastBlockBounded
        case filledAndUsed
        case filledChronologicallyByFormula
        case roundedTogether(String)
        /// A window of demand and one of use share a name, and this input counts in both.
        case bandTwice(String, input: String, isUsage: Bool)
        /// An input from a series of prices that has a default or earlier bills too.
        case pricesAlone(String)
        /// A yearly balance in a book whose charging year has no first day.
        case noYearStart
    }

    package var path: [String]
    package var value: String
    package var rule: Rule
    /// Bytes from the beginning of `value`.
    package var at: Int

    package init(path: [String], value: String, rule: Rule, at: Int = 0) {
        self.path = path
        self.value = value
        self.rule = rule
        self.at = at
    }
}

/// A book that no plan can be made of, with every mistake found.
package struct BookRefused: Error, Hashable, Sendable {
    package let mistakes: [BookMistake]

    package init(mistakes: [BookMistake]) { self.mistakes = mistakes }
}
