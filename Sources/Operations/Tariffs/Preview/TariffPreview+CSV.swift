package import Billing
import Interchange
package import Measures
package import Storage

extension TariffPreview {
    /// One row for each agreement, money in major units.
    package func csv(_ books: Books) throws -> String {
        let agreementCodes = try books.bills.codes(byNumber: .agreement)
        let accounts = try books.bills.codes(byNumber: .account)
        let points = try books.bills.codes(byNumber: .supplyPoint)
        var text = "agreement,account,supply_point,tariff,bills,days,before,after,change,percent\n"
        for sum in agreements {
            let names = [
                agreementCodes[sum.agreementID], accounts[sum.accountID], points[sum.supplyPointID],
                replaced[sum.tariff].code,
            ]
            let figures = [
                "\(sum.bills)", "\(sum.days)", money(sum.before), money(sum.after),
                money(sum.change), sum.percent?.text(places: 2) ?? "",
            ]
            text += (names.map { csvField($0 ?? "") } + figures).joined(separator: ",") + "\n"
        }
        return text
    }

    private func money(_ minorUnits: Int64) -> String {
        Money(minorUnits: minorUnits, currency: currency).plain
    }
}

extension AgreementSum {
    /// The change in per cent of what is paid before; nil where that is nothing.
    package var percent: Exact? {
        before == 0 ? nil : Exact(Int128(change) * 100, over: Int128(before.magnitude))
    }
}
