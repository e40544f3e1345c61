package import Measures
package import Tariffs

/// A worked bill: what goes into one or more tariffs, and the bill that must come out.
///
/// The form that `tariff test` reads; described in `Docs/tariff-book.md`.
package struct BillCase: Sendable {
    package struct Part: Sendable {
        package struct UsageGiven: Sendable {
            package var of: String
            package var quantity: Quantity
            /// The days it was used over, where they are not those of the bill.
            package var period: Period?
            package var estimated = false
        }

        /// A series made of a band of the tariff: one where the interval lies in it, else zero.
        package struct BandGiven: Sendable {
            package var name: String
            package var band: String
            package var minutes: Int
        }

        /// Intervals in order from the first day on, summed by band into usages of its names.
        package struct IntervalsGiven: Sendable {
            package var minutes: Int
            package var values: [Exact]
        }

        /// A series of prices: in order from the first instant of the period on, or from days on.
        package struct PricesGiven: Sendable {
            package var minutes: Int?
            package var values: [Exact] = []
            package var days: [Day: Exact] = [:]
        }

        package var book: String
        package var period: Period
        package var zone: String?
        package var usages: [UsageGiven] = []
        /// Numbers and words of choices, each from a day of the period on.
        package var numbers: [String: [Day: String]] = [:]
        package var intervals: [IntervalsGiven] = []
        package var calendar = TariffCalendar()
        package var series: [String: [Exact]] = [:]
        package var bands: [BandGiven] = []
        package var names: [String: [String]] = [:]
        package var prices: [String: PricesGiven] = [:]
    }

    package struct Line: Sendable, Hashable {
        package var code: String
        package var amount: String
        /// How it came about, where the bill was rated.
        package var working: Working?
        package init(code: String, amount: String) {
            self.code = code
            self.amount = amount
        }
    }

    package struct Tax: Sendable, Hashable {
        package var code: String
        package var percent: Exact
        package var base: String
        package var amount: String
        package var included: Bool
        /// How it came about; of a bill of several parts, one after another.
        package var working: Working?
        package init(
            code: String, percent: Exact, base: String, amount: String, included: Bool
        ) {
            self.code = code
            self.percent = percent
            self.base = base
            self.amount = amount
            self.included = included
        }
    }

    /// A bill in the words of a case; all amounts as printed.
    package struct Bill: Sendable, Hashable {
        package var lines: [Line] = []
        package var taxes: [Tax] = []
        package var net = "0.00"
        package var taxTotal = "0.00"
        package var total = "0.00"
        /// What the next bill is told, by name; compared where a case expects it.
        package var carries: [String: Exact] = [:]
        package init() {}
    }

    package var id: String
    package var title: String
    package var sources: [String]
    package var parts: [Part]
    package var expected: Bill
}

extension BillCase.Bill {
    /// How this bill differs from the expected one, a line for each difference; empty if equal.
    package func differences(from expected: BillCase.Bill) -> [String] {
        var all: [String] = []
        for index in 0..<max(lines.count, expected.lines.count) {
            let ours = index < lines.count ? lines[index].description : "no line"
            let theirs =
                index < expected.lines.count ? expected.lines[index].description : "no line"
            if ours != theirs { all.append("line \(index + 1): \(ours), expected \(theirs)") }
        }
        for index in 0..<max(taxes.count, expected.taxes.count) {
            let ours = index < taxes.count ? taxes[index].description : "no tax"
            let theirs = index < expected.taxes.count ? expected.taxes[index].description : "no tax"
            if ours != theirs { all.append("tax \(index + 1): \(ours), expected \(theirs)") }
        }
        if net != expected.net { all.append("net \(net), expected \(expected.net)") }
        if taxTotal != expected.taxTotal {
            all.append("tax \(taxTotal), expected \(expected.taxTotal)")
        }
        if total != expected.total { all.append("total \(total), expected \(expected.total)") }
        for (name, value) in expected.carries.sorted(by: { $0.key < $1.key })
        where carries[name] != value {
            all.append("\(name) \(carries[name]?.text ?? "nothing"), expected \(value.text)")
        }
        return all
    }
}

extension BillCase.Line { fileprivate var description: String { "\(code) \(amount)" } }

extension BillCase.Tax {
    fileprivate var description: String {
        "\(code) \(percent.text)% \(amount) \(included ? "contained in" : "on") \(base)"
    }
}
