package import Measures

/// Something in a book that can be rated, yet hardly is what its analyst meant.
package struct BookWarning: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case unusedPrice(String)
        case unusedInput(String)
        case unusedQuantity(String)
        /// A used price that has no value on these days, while other prices of the book have:
        /// a bill of these charges is refused then (rule C1.16). No end: from then on.
        case noPrice(String, from: Day, upTo: Day?, charges: [String])
        /// A dated value that leaves out some words of its choice or some seasons.
        case wordsWithoutPrice(String, Day, words: [String])
        /// The bound of a block is not above the one before it.
        case unreachableBlock(String, bound: Exact, before: Exact, from: Day?)
        /// The condition of a charge or tax is false whatever the bill.
        case neverApplies(String)
        /// The unit of the price is not that of the quantity or the time.
        case unitsDiffer(String, price: String, times: [String])
        /// The next bill is told the number, and a run takes it from nowhere.
        case carriedNotTaken(String)
        /// A run takes the number from earlier bills, and a quote does not tell it the next.
        case takenNotCarried(String)
        /// One begins anew with the charging year, the other does not.
        case carriedOtherwise(String, carryResets: Bool)
        /// The unit of a price that a charge takes as it is names other money than the book's; a
        /// mistake, not a warning.
        case otherMoney(String, unit: String, of: Currency)
        /// A line that no tax looks at in a book with taxes; a note, not a warning.
        case untaxed(String)
    }

    package let path: [String]
    package let kind: Kind

    /// Whether it may well be meant: told, never counted.
    package var isNote: Bool {
        if case .untaxed = kind { return true }
        return false
    }
}

/// Looks through a book that is right in form for what is most likely a slip.
package struct BookReview: Sendable {
    let book: TariffBook
    /// Names that some charge, tax or carried number stands on, through quantities too.
    let used: Set<String>

    package init(_ book: TariffBook) {
        self.book = book
        used = book.charges.reduce(into: Set<String>()) { $0.formUnion(book.names(of: $1)) }
            .union(book.taxes.flatMap { book.names(of: $0) })
            .union(book.carries.flatMap { book.names(of: $0) })
    }

    /// In the order of the book's parts.
    package var warnings: [BookWarning] {
        unused + gaps + missingWords + blocks + conditions + units + carries + untaxed
    }

    private var unused: [BookWarning] {
        book.inputs.filter { !isUsed($0) }.map {
            BookWarning(path: ["inputs", $0.name], kind: .unusedInput($0.name))
        }
            + book.prices.filter { !used.contains($0.name) }.map {
                BookWarning(path: ["prices", $0.name], kind: .unusedPrice($0.name))
            }
            + book.quantities.filter { !used.contains($0.name) }.map {
                BookWarning(path: ["quantities", $0.name], kind: .unusedQuantity($0.name))
            }
    }

    private func isUsed(_ input: TariffBook.Input) -> Bool { used.contains(input.name) }

    private var conditions: [BookWarning] {
        let charges = book.charges.enumerated().map {
            (["charges", String($0), "when"], $1.code, $1.when)
        }
        let taxes = book.taxes.map { (["taxes", $0.code, "when"], $0.code, $0.when) }
        return (charges + taxes).compactMap { path, code, when in
            guard let when, let formula = try? Formula(parsing: when),
                formula.value({ _ in nil })?.isZero == true
            else { return nil }
            return BookWarning(path: path, kind: .neverApplies(code))
        }
    }

    /// Lines that carry no tax and that no tax base names, where the book has taxes.
    private var untaxed: [BookWarning] {
        guard !book.taxes.isEmpty else { return [] }
        let bases = Set(book.taxes.flatMap { book.names(of: $0) })
        return book.charges.enumerated().compactMap { index, charge in
            let names = book.names(of: charge)
            let isTaxed =
                charge.tax != nil || bases.contains("line." + charge.code)
                || bases.contains("exact." + charge.code)
            guard !isTaxed, !names.contains(where: { $0.hasPrefix("tax.") }) else { return nil }
            return BookWarning(path: ["charges", String(index)], kind: .untaxed(charge.code))
        }
    }
}
