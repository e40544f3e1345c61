import Billing
import Ledger
import Measures

/// Bills made by hand: lines and taxes with their amounts in pence.
enum SampleBill {
    static let april = period("2025-04-01", "2025-06-30")

    static func line(_ amount: Int64, _ account: LedgerAccount, tax: String = "") -> BillLine {
        BillLine(
            charge: "C", period: april, quantity: .one, unit: "", price: .one, amount: amount,
            tax: tax, account: account)
    }

    static func vat(_ base: Int64, _ amount: Int64, isIncluded: Bool = false) -> BillTax {
        BillTax(
            code: "VAT", percent: Exact(5), base: base, amount: amount, isIncluded: isIncluded)
    }

    static func part(
        _ lines: [BillLine], _ taxes: [BillTax] = [], over days: Period = april
    ) -> BilledSegment {
        BilledSegment(
            supplyPointID: 1, agreementID: 1, tariffVersionID: 1, period: days, readings: [],
            usages: [], properties: [], lines: lines, taxes: taxes,
            net: lines.reduce(0) { $0 + $1.amount },
            tax: taxes.reduce(0) { $1.isIncluded ? $0 : $0 + $1.amount })
    }

    static func bill(_ parts: [BilledSegment], id: Int64 = 1) -> Bill {
        Bill(id: id, accountID: 7, premisesID: 8, currency: .gbp, segments: parts)
    }

    static func entry(_ lines: [BillLine], _ taxes: [BillTax] = []) throws -> Entry {
        try bill([part(lines, taxes)]).entry(day: day("2025-07-01"), reference: "N-1")
    }

    /// What a bill posts, in its order: `assets:receivable 261.14, …`
    static func postings(_ lines: [BillLine], _ taxes: [BillTax] = []) throws -> String {
        words(try entry(lines, taxes))
    }

    static func words(_ entry: Entry) -> String {
        list(entry.postings.map { "\($0.account) \($0.amount.plain)" })
    }
}
