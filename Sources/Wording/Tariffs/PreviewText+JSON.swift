import Billing
package import Measures
package import Operations

/// A preview as JSON; money in minor units, per agreement in `--csv`.
extension PreviewText {
    package static func json(_ preview: TariffPreview) -> JSONValue {
        [
            "from": .day(preview.period.start), "to": .day(preview.period.last),
            "against": .string(preview.question.against.rawValue),
            "prices_of": .day(preview.question.pricesOf),
            "currency": .string(preview.currency.rawValue),
            "books": .array(
                preview.replaced.map {
                    [
                        "file": .string($0.file), "tariff": .string($0.book),
                        "instead_of": .string($0.code), "commodity": .string($0.commodity),
                    ]
                }),
            "all": json(preview.all), "by_tariff": json(preview.byTariff.map { ($0, $1) }),
            "by_commodity": json(preview.byCommodity.map { ($0, $1) }),
            "by_month": json(preview.byMonth.map { (String("\($0)".prefix(7)), $1) }),
            "agreements": json(preview.spread, preview.agreements.count),
            "worst": .array(preview.worst.map(json)), "best": .array(preview.best.map(json)),
            "refused": .array(preview.refusals.map(json)),
            "on_other_tariffs": .count(preview.onOtherTariffs),
            "before_first_price": .count(preview.beforeFirstDay),
            "read_again": .count(preview.readAgain),
        ]
    }

    private static func json(_ sums: BillSums) -> JSONValue {
        [
            "bills": .count(sums.bills), "raised": .count(sums.raised),
            "lowered": .count(sums.lowered), "net_before": .int(sums.netBefore),
            "tax_before": .int(sums.taxBefore), "before": .int(sums.before),
            "net_after": .int(sums.netAfter), "tax_after": .int(sums.taxAfter),
            "after": .int(sums.after),
        ]
    }

    private static func json(_ slices: [(String, BillSums)]) -> JSONValue {
        .object(slices.map { .init($0.0, json($0.1)) })
    }

    private static func json(_ spread: ChangeSpread, _ count: Int) -> JSONValue {
        [
            "count": .count(count), "raised": .count(spread.raised),
            "lowered": .count(spread.lowered), "unchanged": .count(spread.unchanged),
            "yearly_least": spread.yearly.map { .int($0.minimum) } ?? .null,
            "yearly_median": spread.yearly.map { .int($0.median) } ?? .null,
            "yearly_most": spread.yearly.map { .int($0.maximum) } ?? .null,
            "by_money": .array(spread.byMoney.map(json)),
            "by_percent": .array(spread.byPercent.map(json)),
        ]
    }

    private static func json(_ band: ChangeSpread.Band) -> JSONValue {
        [
            "direction": .string(band.isFall ? "less" : "more"),
            "above": band.above.map { .int($0) } ?? .null,
            "up_to": band.upTo.map { .int($0) } ?? .null, "agreements": .count(band.agreements),
            "change": .int(band.change),
        ]
    }

    private static func json(_ named: TariffPreview.Named) -> JSONValue {
        [
            "account": .string(named.account), "agreement": .string(named.agreement),
            "supply_point": .string(named.supplyPoint), "tariff": .string(named.tariff),
            "bills": .count(named.sum.bills), "days": .count(named.sum.days),
            "before": .int(named.sum.before), "after": .int(named.sum.after),
        ]
    }

    private static func json(_ refusal: TariffPreview.Refusal) -> JSONValue {
        [
            "tariff": .string(refusal.tariff), "bills": .count(refusal.bills),
            "side": .string(refusal.isOfNewBook ? "new" : "present"),
            "reason": .string(RefusalSentence.text(refusal.reason)),
            "example": .string(refusal.example),
        ]
    }
}
