import Documents
import Measures
import Storage
import Typesetting

/// The samples as PDF, with more that only paper cares about.
enum PDFSamples {
    static let fonts = FontLibrary(folders: ["/usr/share/fonts"])
    static let settings = BillPDF.Settings(address: "https://example.org/bill/{number}")

    static func file(_ bill: BillDocument) -> BillPDF.File {
        BillPDF.file(bill, settings, typesetter: Typesetter(fonts), hash: SHA256.function)
    }

    /// A bill of 46 half-hours on the day the clocks go forward, each with its own price.
    static let dynamic: BillDocument = {
        var bill = Samples.heat
        let day = Samples.day("2026-03-29")
        bill.period = Period(from: day, through: day)
        bill.number = "E-000046"
        bill.issued = day + 1
        bill.due = day + 14
        bill.customer.name = "Δημήτρης Παράδειγμα, देवनागरी नमूना, Пример Пётр 🙂"
        var segment = bill.segments[0]
        segment.commodity = "Electricity"
        segment.supplyPoint = "20 0000 0000 046"
        segment.tariff = "Half-hourly dynamic"
        segment.period = bill.period
        segment.readings = []
        segment.usages = [.init(label: "Used", quantity: Exact(23), unit: .kWh)]
        segment.lines = (1...46).map { halfHour($0) }
        segment.net = segment.lines.reduce(Samples.pounds(0)) { $0 + $1.amount }
        segment.taxes = []
        segment.total = segment.net
        bill.segments = [segment]
        (bill.net, bill.tax, bill.total) = (segment.net, Samples.pounds(0), segment.net)
        return bill
    }()

    private static func halfHour(_ number: Int) -> SegmentDocument.Line {
        let price = Exact(Int128(number * 7919 % 4000 - 300), over: 10_000)
        let amount =
            (try? Money(price * Samples.exact("0.5"), in: .gbp, .halfUp)) ?? .zero(.gbp)
        let hour = number + (number > 2 ? 1 : -1)
        return .init(
            label: "\(hour / 2):\(hour % 2 == 0 ? "00" : "30") to the next half-hour",
            quantity: Samples.exact("0.5"), unit: .kWh, price: price, amount: amount,
            working: Samples.charge("used", "0.1", Samples.exact("0.5"), .kWh, amount.minorUnits))
    }

    static let all: [(name: String, bill: BillDocument)] = Samples.all + [("dynamic", dynamic)]
}
