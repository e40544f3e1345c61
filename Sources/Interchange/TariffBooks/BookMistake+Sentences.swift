import Tariffs

extension YAMLDocument {
    /// A mistake that the plan found, with the place where its text stands.
    func note(_ mistake: BookMistake) {
        let (sentence, suggestion) = mistake.rule.sentence
        note(
            sentence, mistake.path, value: mistake.value, offset: mistake.at,
            suggestion: suggestion)
    }
}

extension BookMistake.Rule {
    /// What the rule is, and what to do where we know it.
    fileprivate var sentence: (String, String?) {
        switch self {
        case .formula(let reason): return ("the formula cannot be read: \(reason.sentence)", nil)
        case .unknownName(let name, let nearest):
            return ("nothing is called \"\(name)\"", nearest.map { "did you mean \"\($0)\"?" })
        case .unknownFunction(let name):
            return ("no function \"\(name)\"", "known: min, max, sum, count, abs, round")
        case .nameTaken(let name): return ("\"\(name)\" stands for something else already", nil)
        case .wordWithoutChoice(let word):
            return ("\"\(word)\" can only be compared with a choice", nil)
        case .notAmongChoices(let word, let words):
            return ("\"\(word)\" is not a choice", "choices: " + words.joined(separator: ", "))
        case .seriesOutsideSum(let name):
            return ("\"\(name)\" is a series", "put it inside sum(), min(), max() or count()")
        default: return structure
        }
    }

    private var structure: (String, String?) {
        switch self {
        case .noSeriesInside: return ("sum, count and one-part min and max fold a series", nil)
        case .wrongArguments(let name): return ("wrong arguments of \(name)", nil)
        case .usesLaterLine(let code):
            return ("\"\(code)\" is worked out later", "move it before this")
        case .usesItself(let name):
            return ("\"\(name)\" is worked out later or stands on itself", "move it before this")
        case .taxedAfterTax(let code):
            return ("\"\(code)\" stands on a tax, so it cannot be taxed itself", nil)
        case .datesRepeat(let day): return ("two values from \(day)", nil)
        case .noSteps: return ("expected at least one value", nil)
        case .blockNotLast: return ("only the last block is open", "give it up_to")
        case .lastBlockBounded: return ("the last block is open", "leave out its up_to")
        case .filledAndUsed:
            return ("blocks of a year cannot be filled by a whole", "leave out used or filled_by")
        case .filledChronologicallyByFormula:
            return ("blocks filled in order of time are of one usage", "name a usage alone")
        case .roundedTogether:
            return ("lines that are rounded together have no rounding of their own", nil)
        case .bandTwice(let band, let input, let isUsage):
            return (
                "time_of_use has a band of this name too, so that \(input) would count in both",
                "call the window of demand by a name of its own, such as \(band)_demand"
                    + (isUsage ? "" : ", and the input max_kW_\(band)_demand")
            )
        case .pricesAlone:
            return (
                "a price that is not there holds the bill",
                "leave out default and from_bills beside from_prices"
            )
        case .noYearStart:
            return ("the charging year of this book has no first day", "give year a day: 04-01")
        default: return ("mistake", nil)
        }
    }
}

extension FormulaRefused.Reason {
    fileprivate var sentence: String {
        switch self {
        case .expectedValue: return "a number or name is missing"
        case .expectedWord(let word): return "\"\(word)\" is missing"
        case .unexpected(let word): return "\"\(word)\" is unexpected"
        case .badNumber(let text): return "\"\(text)\" is not a plain decimal"
        case .tooDeep: return "too many parts inside one another"
        }
    }
}
