package import Billing
package import Measures
import Storage
import Tariffs

/// What new books would change, for whom: bills and agreements before and after.
package struct TariffPreview: Sendable {
    /// A book and the tariff that it would replace.
    package struct Replaced: Sendable, Hashable {
        package let file: String
        package let book: String
        package let code: String
        package let commodity: String

        init(_ file: String, _ replacement: TariffReplacement) {
            let book = replacement.after.plan.book
            (self.file, self.book) = (file, book.code)
            (code, commodity) = (replacement.code, book.commodity)
        }
    }

    /// Bills that have no price on one side, and are in no sum.
    package struct Refusal: Sendable, Hashable {
        package let tariff: String
        package let isOfNewBook: Bool
        package let reason: RefusalReason
        package let bills: Int
        /// Code of one of their agreements.
        package let example: String
    }

    /// An agreement with the names that people know it by.
    package struct Named: Sendable, Hashable {
        package let sum: AgreementSum
        package let agreement: String
        package let account: String
        package let supplyPoint: String
        package let tariff: String
    }

    package let question: PreviewTariffs.Question
    package let period: Period
    package let currency: Currency
    package let replaced: [Replaced]
    package let all: BillSums
    package let byTariff: [(name: String, sums: BillSums)]
    package let byCommodity: [(name: String, sums: BillSums)]
    package let byMonth: [(month: Day, sums: BillSums)]
    /// In order of their numbers.
    package let agreements: [AgreementSum]
    package let spread: ChangeSpread
    /// Those who would pay most more, and most less; ten at the most, the largest first.
    package let worst: [Named]
    package let best: [Named]
    package let refusals: [Refusal]
    /// The last day on which a price of the new books begins, where that is after the period.
    package let laterPrices: Day?
    package let onOtherTariffs: Int
    package let beforeFirstDay: Int
    package let readAgain: Int

    init(
        _ question: PreviewTariffs.Question, over scope: PreviewScope, counted tally: PreviewTally,
        in books: Books
    ) throws {
        (self.question, period) = (question, scope.period)
        let news = scope.replacements.map(\.after.plan.book)
        replaced = zip(question.files, scope.replacements).map(Replaced.init)
        currency = news[0].currency
        let codes = scope.replacements.map(\.code)
        all = tally.all
        byTariff = tally.sums { codes[$0.tariff] }
        byCommodity = tally.sums { news[$0.tariff].commodity }
        byMonth = tally.sums(by: \.month)
        agreements = tally.agreements.all.sorted { $0.agreementID < $1.agreementID }
        spread = ChangeSpread(agreements)
        worst = try books.named(agreements.mostChanged { $0.change }, codes)
        best = try books.named(agreements.mostChanged { -$0.change }, codes)
        refusals = try books.refusals(tally, codes)
        (laterPrices, readAgain) = (scope.pricesAfterPeriod, tally.readAgain)
        (onOtherTariffs, beforeFirstDay) = (tally.onOtherTariffs, tally.beforeFirstDay)
        guard all.bills > 0 || beforeFirstDay > 0 || !refusals.isEmpty else {
            let billed = try books.bills.daysBilled()
            throw PreviewRefused.noBills(period, tariffs: codes, billed: billed)
        }
    }
}

extension PreviewTally {
    /// Sums of the slices by something of theirs, in its order.
    fileprivate func sums<Key: Comparable & Hashable>(
        by key: (Slice) -> Key
    ) -> [(Key, BillSums)] {
        var sums: [Key: BillSums] = [:]
        for (slice, part) in slices { sums[key(slice), default: BillSums()] += part }
        return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension [AgreementSum] {
    /// The ten with the largest figure above nothing; among equals the first.
    fileprivate func mostChanged(_ figure: (AgreementSum) -> Int64) -> [AgreementSum] {
        var top: [AgreementSum] = []
        for sum in self where figure(sum) > 0 {
            if top.count == 10, figure(top[9]) >= figure(sum) { continue }
            let index = top.firstIndex { figure($0) < figure(sum) } ?? top.count
            top.insert(sum, at: index)
            if top.count > 10 { top.removeLast() }
        }
        return top
    }
}

extension Books {
    fileprivate func named(
        _ sums: [AgreementSum], _ tariffs: [String]
    ) throws -> [TariffPreview.Named] {
        try sums.map { sum in
            TariffPreview.Named(
                sum: sum, agreement: try bills.code(.agreement, sum.agreementID) ?? "",
                account: try bills.code(.account, sum.accountID) ?? "",
                supplyPoint: try bills.code(.supplyPoint, sum.supplyPointID) ?? "",
                tariff: tariffs[sum.tariff])
        }
    }

    /// The most frequent first.
    fileprivate func refusals(
        _ tally: PreviewTally, _ tariffs: [String]
    ) throws -> [TariffPreview.Refusal] {
        try tally.refusals.map { kind, left in
            TariffPreview.Refusal(
                tariff: tariffs[kind.tariff], isOfNewBook: kind.side == .after,
                reason: kind.reason, bills: left.bills,
                example: try bills.code(.agreement, left.agreementID) ?? "")
        }.sorted { ($1.bills, $0.tariff, $0.example) < ($0.bills, $1.tariff, $1.example) }
    }
}
