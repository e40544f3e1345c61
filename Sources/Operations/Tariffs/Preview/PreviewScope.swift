import Billing
import Interchange
import Measures
import Rulebook
import Storage
import Tariffs

/// What all parts of a preview share: the replacements, and what bills were made with.
struct PreviewScope: Sendable {
    let period: Period
    let replacements: [TariffReplacement]
    let against: PreviewTariffs.Against
    let known: PointKnowledge
    /// What bills on the replaced tariffs may have been made with, by version: the place of the
    /// replacement, and the tariff.
    let billed: [Int64: (index: Int, tariff: TariffInForce)]

    init(_ question: PreviewTariffs.Question, _ books: Books) throws {
        let today = try books.businessDay()
        guard let period = DayWords.period(question.over, today: today) else {
            throw PreviewRefused.badPeriod(question.over)
        }
        guard question.insteadOf == nil || question.files.count == 1 else {
            throw PreviewRefused.insteadOfSeveral(question.files.count)
        }
        self.period = period
        against = question.against
        replacements = try question.files.map { try books.replacement($0, question) }
        try PreviewScope.checkCodes(replacements)
        known = PointKnowledge(
            withChannels: try books.bills.supplyPointsWithChannels(),
            properties: try books.bills.propertyNames())
        billed = try PreviewScope.billed(replacements, books)
    }

    private static func billed(
        _ replacements: [TariffReplacement], _ books: Books
    ) throws -> [Int64: (index: Int, tariff: TariffInForce)] {
        var billed: [Int64: (index: Int, tariff: TariffInForce)] = [:]
        for (index, replacement) in replacements.enumerated() {
            for version in try books.tariffs.tariffVersions(of: replacement.code) {
                billed[version.id] = (index, try version.inForce())
            }
        }
        return billed
    }

    /// The last day on which a price of the new books begins, where that is after the period.
    var pricesAfterPeriod: Day? {
        replacements.compactMap(\.after.lastPriceDay).max().flatMap { $0 > period.last ? $0 : nil }
    }

    private static func checkCodes(_ replacements: [TariffReplacement]) throws(PreviewRefused) {
        var codes: Set<String> = []
        for code in replacements.map(\.code) where !codes.insert(code).inserted {
            throw .replacedTwice(code)
        }
        let currencies = Set(replacements.map(\.after.plan.book.currency.rawValue)).sorted()
        guard currencies.count == 1 else { throw .severalCurrencies(currencies) }
    }
}

extension Books {
    /// The book of a file with the tariff that it replaces.
    fileprivate func replacement(
        _ file: String, _ question: PreviewTariffs.Question
    ) throws -> TariffReplacement {
        let text = try TariffFiles.text(file)
        let book = try TariffBook.readNew(yaml: text, file: file)
        let code = question.insteadOf ?? book.code
        guard let version = try tariffs.tariff(code) else {
            let codes = try tariffs.versions().map(\.code)
            throw PreviewRefused.unknownTariff(
                code, file: question.insteadOf == nil ? file : nil,
                nearest: nearestWord(to: code, among: codes), known: codes)
        }
        let present = try version.inForce()
        try book.check(fits: present.plan.book, file)
        let after = try TariffInForce(book: book, versionID: 0).frozen(on: question.pricesOf)
        let before = question.against == .current ? try present.frozen(on: question.pricesOf) : nil
        return TariffReplacement(code: code, before: before, after: after)
    }
}

extension TariffBook {
    fileprivate func check(fits present: TariffBook, _ file: String) throws(PreviewRefused) {
        guard commodity == present.commodity else {
            throw .differs(file, what: "commodity", new: commodity, present: present.commodity)
        }
        guard currency == present.currency else {
            throw .differs(
                file, what: "currency", new: currency.rawValue,
                present: present.currency.rawValue)
        }
    }
}

extension TariffInForce {
    /// The same with the prices of `day` on all days; as it is for nil.
    fileprivate func frozen(on day: Day?) throws -> TariffInForce {
        guard let day else { return self }
        return try TariffInForce(book: plan.book.frozen(on: day), versionID: versionID)
    }
}
