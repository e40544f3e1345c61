import Measures
package import Tariffs

/// A tariff book with the doubts about it, each with the place where it stands.
package struct ReviewedBook: Sendable {
    package let book: TariffBook
    package let warnings: [YAMLFault]
    /// Told, but nothing to mend: they never fail a check.
    package let notes: [YAMLFault]

    /// Reads a book and looks through it for what is most likely a slip.
    ///
    /// Refused, as `TariffBook.read` does, with every mistake of a book that cannot be used.
    package init(yaml: String, file: String) throws(TariffBookRefused) {
        let page = YAMLPage(file: file)
        book = try TariffBook.read(yaml, on: page)
        let doubts = BookReview(book).doubts
        for doubt in doubts where !doubt.isNote { page.note(doubt) }
        warnings = page.faults
        for doubt in doubts where doubt.isNote { page.note(doubt) }
        notes = Array(page.faults.dropFirst(warnings.count))
    }
}

extension YAMLPage {
    fileprivate func note(_ doubt: BookDoubt) {
        let (sentence, hint) = doubt.kind.sentence
        note(sentence, doubt.path, value: "", offset: 0, suggestion: hint)
    }
}

extension BookDoubt.Kind {
    /// What is odd, and what to do.
    fileprivate var sentence: (String, String?) {
        let unused = "use it in a charge, or leave it out"
        switch self {
        case .unusedPrice: return ("no charge and no tax uses this price", unused)
        case .unusedInput: return ("no charge and no tax uses this input", unused)
        case .unusedQuantity: return ("no charge and no tax uses this quantity", unused)
        case .noPrice(_, let from, let upTo, let charges): return gap(from, upTo, charges)
        case .wordsWithoutPrice(_, let day, let words):
            let all = words.joined(separator: ", ")
            return ("no price for \(all) from \(day)", "bills that need one are refused")
        case .unreachableBlock(_, let bound, let before, let day):
            return unreachable(bound, before, day)
        case .neverApplies(let code):
            return ("never true, so \(code) is on no bill", "mend the condition, or leave it out")
        case .unitsDiffer(_, let price, let times):
            let per = times.isEmpty ? "nothing" : times.joined(separator: "/")
            return (
                "the price is in \(price), the charge multiplies it by \(per)",
                "look at unit, quantity and per"
            )
        case .untaxed(let code):
            return ("\(code) carries no tax, while the book has taxes", "right if it is exempt")
        }
    }

    private func unreachable(_ bound: Exact, _ before: Exact, _ day: Day?) -> (String, String?) {
        let from = day.map { " from \($0)" } ?? ""
        return (
            "nothing ever falls into this block\(from): its bound \(bound.text) is not above "
                + "\(before.text)", "blocks go upwards, the last one has no up_to"
        )
    }

    private func gap(_ from: Day, _ upTo: Day?, _ charges: [String]) -> (String, String?) {
        let days = upTo.map { "from \(from) to \($0 - 1)" } ?? "from \(from) on"
        let whose = charges.isEmpty ? "" : " for " + charges.joined(separator: ", ")
        return (
            "no price \(days)\(whose), while other prices hold",
            "bills over these days are refused; add the missing price"
        )
    }
}
