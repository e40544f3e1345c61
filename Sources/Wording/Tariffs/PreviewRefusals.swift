package import Billing
import Operations

extension PreviewRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badPeriod(let text):
            "--over \(text) is no period: write 2025-10-01..2026-09-30, 2026-03, \"March 2026\" or "
                + "\"last 12 months\"."
        case .unknownTariff(let code, let file, let nearest, let known):
            PreviewRefused.unknown(code, file) + PreviewRefused.advice(nearest, known)
        case .insteadOfSeveral(let count):
            "--instead-of names the tariff that one book replaces; \(count) books are given."
        case .replacedTwice(let code): "Two of the books would replace \(code). Leave one out."
        case .differs(let file, let what, let new, let present):
            "\(file): the \(what) is \(new), that of the tariff to replace is \(present). "
                + "A tariff keeps its \(what)."
        case .noBills(let period, let tariffs, let billed):
            "No released bill of \(tariffs.joined(separator: ", ")) ends in \(period). "
                + (billed.map { "Bills are there from \($0.start) through \($0.last)." }
                    ?? "Nothing is released yet.")
        case .severalCurrencies(let codes):
            "The books are in \(codes.joined(separator: " and ")). Preview one currency at a time."
        }
    }
}

extension PreviewRefused {
    private static func unknown(_ code: String, _ file: String?) -> String {
        file.map { "\($0) is for tariff \(code), and there is none in the books: " }
            ?? "There is no tariff \(code) in the books: "
    }

    private static func advice(_ nearest: String?, _ known: [String]) -> String {
        if let nearest { return "did you mean --instead-of \(nearest)?" }
        return "name the one to replace with --instead-of; there are "
            + known.prefix(12).joined(separator: ", ")
            + (known.count > 12 ? " and \(known.count - 12) more." : ".")
    }
}

/// Why bills have no price, in words.
package enum RefusalSentence {
    package static func text(_ reason: RefusalReason) -> String {
        switch reason {
        case .notPriced(let usage): "it has no price for \(usage)"
        case .property(let name, let value): "\(name) cannot be \"\(value)\""
        case .missingUsage(let name): "nothing says how much \(name) was used"
        case .missingInput(let name): "nobody has told \(name)"
        case .missingPrice(let name): "there is no price \(name) on some of their days"
        case .seriesDiffer(let name): "series of one formula differ in length (\(name))"
        case .missingIntervals(let name):
            "blocks are filled in order of time, which the sums on the bills of \(name) do not tell"
        case .severalMonths: "the tariff goes by months, and the bill is not inside one"
        case .seriesAcrossPriceChange(let name):
            "a price or bound changes inside the period, and \(name), a series or use in order of "
                + "time, cannot be split there"
        case .outOfRange(let name):
            "\(name) leaves the range of exact numbers, or a formula divides by zero"
        case .emptyPeriod: "the period has no days"
        case .notReadAgain:
            "readings, intervals and earlier bills, as the run read them, do not give it all"
        case .sharesBill:
            "the tariff asks what the whole bill used, and there is more on the bill"
        }
    }
}
