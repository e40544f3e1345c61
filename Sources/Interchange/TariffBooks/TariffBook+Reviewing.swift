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
        let document = YAMLDocument(file: file)
        book = try TariffBook.readNew(yaml, on: document)
        let groups = BookReview(book).warnings.grouped
        for group in groups where !group[0].isNote { document.note(group) }
        warnings = document.faults
        for group in groups where group[0].isNote { document.note(group) }
        notes = Array(document.faults.dropFirst(warnings.count))
    }
}

extension TariffBook {
    /// Reads a book that comes in: as `read`, and refused where a charge takes a price in other
    /// money than the book's. Books on file came in before that was asked, and stay as they are.
    package static func readNew(
        yaml: String, file: String
    ) throws(TariffBookRefused) -> TariffBook {
        try readNew(yaml, on: YAMLDocument(file: file))
    }

    fileprivate static func readNew(
        _ yaml: String, on document: YAMLDocument
    ) throws(TariffBookRefused) -> TariffBook {
        let book = try read(yaml, on: document)
        for warning in BookReview(book).otherMoney { document.note([warning]) }
        guard document.faults.isEmpty else { throw TariffBookRefused(faults: document.faults) }
        return book
    }
}

extension [BookWarning] {
    /// Doubts of one cause together, each group where its first stands.
    fileprivate var grouped: [[BookWarning]] {
        var groups: [[BookWarning]] = []
        for warning in self {
            let index = groups.firstIndex { warning.kind.isSameCause(as: $0[0].kind) }
            if let index { groups[index].append(warning) } else { groups.append([warning]) }
        }
        return groups
    }
}

extension YAMLDocument {
    /// One fault for a group, at its first place, with the list of what it is about.
    fileprivate func note(_ group: [BookWarning]) {
        let (sentence, hint) = group[0].kind.sentence(for: group.map(\.kind))
        note(sentence, group[0].path, value: "", offset: 0, suggestion: hint)
    }
}

extension BookWarning.Kind {
    /// Whether one mistake most likely made both: the same days or the same oversight.
    fileprivate func isSameCause(as other: BookWarning.Kind) -> Bool {
        switch (self, other) {
        case (.unusedPrice, .unusedPrice), (.unusedInput, .unusedInput),
            (.unusedQuantity, .unusedQuantity), (.untaxed, .untaxed):
            return true
        case (.noPrice(_, let from, let upTo, _), .noPrice(_, let otherFrom, let otherUpTo, _)):
            return from == otherFrom && upTo == otherUpTo
        case (
            .wordsWithoutPrice(_, let day, let words),
            .wordsWithoutPrice(_, let otherDay, let otherWords)
        ):
            return day == otherDay && words == otherWords
        default: return false
        }
    }

    /// The price, input, quantity or charge that it is about.
    private var name: String {
        switch self {
        case .unusedPrice(let name), .unusedInput(let name), .unusedQuantity(let name),
            .noPrice(let name, _, _, _), .wordsWithoutPrice(let name, _, _),
            .unreachableBlock(let name, _, _, _), .neverApplies(let name),
            .unitsDiffer(let name, _, _), .untaxed(let name), .carriedNotTaken(let name),
            .takenNotCarried(let name), .carriedOtherwise(let name, _),
            .otherMoney(let name, _, _):
            return name
        }
    }

    private var charges: [String] {
        if case .noPrice(_, _, _, let charges) = self { return charges }
        return []
    }

    /// What is odd, and what to do; a group names all that it is about.
    fileprivate func sentence(for group: [BookWarning.Kind]) -> (String, String?) {
        let names = group.map(\.name)
        let all = names.joined(separator: ", ")
        switch self {
        case .unusedPrice: return unused(names, one: "price", many: "prices")
        case .unusedInput: return unused(names, one: "input", many: "inputs")
        case .unusedQuantity: return unused(names, one: "quantity", many: "quantities")
        case .noPrice(_, let from, let upTo, _):
            return gap(from: from, upTo: upTo, names: names, charges: group.flatMap(\.charges))
        case .wordsWithoutPrice(_, let day, let words): return missing(words, on: day, names: names)
        case .unreachableBlock(_, let bound, let before, let day):
            return unreachable(bound, before: before, on: day)
        case .neverApplies(let code):
            return ("never true, so \(code) is on no bill", "mend the condition, or leave it out")
        case .unitsDiffer(_, let price, let times): return differ(price, times)
        case .otherMoney(_, let unit, let currency): return money(unit, currency)
        case .carriedNotTaken, .takenNotCarried, .carriedOtherwise: return carries
        case .untaxed:
            let carry = names.count == 1 ? "carries" : "carry"
            return ("\(all) \(carry) no tax, while the book has taxes", "right if it is exempt")
        }
    }

    private func unused(_ names: [String], one: String, many: String) -> (String, String?) {
        let what =
            names.count == 1
            ? "this \(one)" : "\(names.count) \(many): \(names.joined(separator: ", "))"
        return ("no charge and no tax uses \(what)", "use it in a charge, or leave it out")
    }

    private var carries: (String, String?) {
        switch self {
        case .carriedNotTaken(let name):
            return (
                "quotes hand \(name) on to the next bill, and a run takes it from nowhere",
                "give the input \(name) from_bills, or leave it out here"
            )
        case .takenNotCarried(let name):
            return (
                "a run takes \(name) from earlier bills, and quotes do not hand it on",
                "add \(name) to carries"
            )
        case .carriedOtherwise(let name, carryResets: true):
            return (
                "\(name) begins anew each year here, and from_bills does not",
                "let from_bills go over: year, or leave out resets"
            )
        default:
            return (
                "from_bills begins anew each year, and \(name) does not here",
                "add resets: year, or let from_bills go over: account"
            )
        }
    }

    private func missing(_ words: [String], on day: Day, names: [String]) -> (String, String?) {
        let missing = words.joined(separator: ", ")
        let which = names.joined(separator: ", ")
        let index = names.count == 1 ? "" : " in \(names.count) prices: \(which)"
        return ("no price for \(missing) from \(day)\(index)", "bills that need one are refused")
    }

    private func differ(_ price: String, _ times: [String]) -> (String, String?) {
        let per = times.isEmpty ? "nothing" : times.joined(separator: "/")
        return (
            "the price is in \(price), the charge multiplies it by \(per)",
            "look at unit, quantity and per"
        )
    }

    private func money(_ unit: String, _ currency: Currency) -> (String, String?) {
        let code = currency.rawValue
        let minor = TariffBook.Price.minorWords(of: currency).map { $0 + "/" }
        return (
            "the book is in \(code), and \(unit) is not: the value would be charged in whole \(code)",
            "write it in \(code)/, or in hundredths in \(minor.joined(separator: " or "))"
        )
    }

    private func unreachable(_ bound: Exact, before: Exact, on day: Day?) -> (String, String?) {
        let from = day.map { " from \($0)" } ?? ""
        return (
            "nothing ever falls into this block\(from): its bound \(bound.text) is not above "
                + "\(before.text)", "blocks go upwards, the last one has no up_to"
        )
    }

    private func gap(
        from: Day, upTo: Day?, names: [String], charges: [String]
    ) -> (String, String?) {
        let days = upTo.map { "from \(from) to \($0 - 1)" } ?? "from \(from) on"
        var seen: Set<String> = []
        let codes = charges.filter { seen.insert($0).inserted }.joined(separator: ", ")
        let whose = codes.isEmpty ? "" : " for " + codes
        let which =
            names.count == 1 ? "" : " (\(names.count) prices: \(names.joined(separator: ", ")))"
        return (
            "no price \(days)\(whose)\(which), while other prices hold",
            names.count == 1
                ? "bills over these days are refused; add the missing price"
                : "bills over these days are refused; add the missing prices"
        )
    }
}
