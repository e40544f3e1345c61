import Documents
import Foundation
import Measures
import Operations
import Storage
import Typesetting

// Prints the bills of W5 with the code that `plumbline bill pdf` prints with:
// plumbline-bench-print N FOLDER [BILLS IN A FILE]

/// The bill of the peers' page: a made-up customer, seven rows, thirteen bars, two paragraphs.
func document(_ number: Int) -> BillDocument {
    let used: [Int] = (0..<13).map { 120 + (number * 7919 + $0 * 104_729) % 480 }
    let period = Period(from: Day("2026-09-16")!, through: Day("2026-10-16")!)
    func pounds(_ pence: Int) -> Money { Money(minorUnits: Int64(pence), currency: .gbp) }
    func line(
        _ label: String, _ quantity: Int, _ unit: Measures.Unit, _ price: String, _ amount: Int
    ) -> SegmentDocument.Line {
        .init(
            label: label, quantity: Exact(quantity), unit: unit, price: Exact(price),
            amount: pounds(amount))
    }
    let lines: [SegmentDocument.Line] = [
        line("Standing charge", 30, .day, "0.5348", 1604),
        line("Block 1", 120, .kWh, "0.2450", 2940), line("Block 2", 210, .kWh, "0.2735", 5744),
        line("Block 3", used[12], .kWh, "0.3120", used[12] * 312 / 10),
        .init(
            label: "Direct Debit discount", quantity: Exact(1), unit: Measures.Unit(""), price: nil,
            amount: pounds(-175)),
    ]
    let net: Money = lines.reduce(pounds(0)) { $0 + $1.amount }
    let tax = pounds((Int(net.minorUnits) * 5 + 50) / 100)
    let account = "\(8_500_000_000 + number)"
    let address = ["\(number % 200 + 1) High Street", "Sometown", "AB1 2CD"]
    let months = [
        "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
        "Sep",
    ]
    return BillDocument(
        issuer: .init(
            name: "Example Energy", contact: ["Telephone 0800 000 0000"],
            colour: BrandColour(red: 0x22, green: 0x44, blue: 0x66)),
        number: "INV-\(String(number + 100_000_000).dropFirst())", issued: Day("2026-10-20"),
        due: Day("2026-11-05"), period: period,
        customer: .init(
            account: account, name: "Customer \(number)", postalAddress: address,
            supplyAddress: address),
        segments: [
            .init(
                commodity: "Electricity", supplyPoint: "12 0000 \(number)", tariff: "Home",
                period: period,
                usages: [.init(label: "Used", quantity: Exact(used[12]), unit: .kWh)],
                lines: lines,
                taxes: [.init(label: "VAT", percent: Exact(5), base: net, amount: tax)], net: net,
                total: net + tax)
        ], net: net, tax: tax, total: net + tax,
        usage: [
            .init(
                title: "Electricity used", unit: .kWh,
                bars: used.enumerated().map {
                    .init(label: months[$0 % 12], quantity: Quantity($1))
                })
        ],
        messages: [
            .init(heading: "Paying", text: paragraph),
            .init(heading: "Help with paying", text: paragraph),
        ])
}

let paragraph = """
    You can pay by Direct Debit, online, by telephone or at any PayPoint. If you are struggling \
    to pay please contact us: we can agree an affordable plan, and free advice is available from \
    Citizens Advice. Readings marked E are estimated; send us a reading within 14 days and we will \
    rebill without charge.
    """

func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

let given = CommandLine.arguments.dropFirst()
guard (2...3).contains(given.count), let count = Int(given[1]),
    let together = given.count == 3 ? Int(given[3]) : 1, together > 0
else {
    let usage = "usage: plumbline-bench-print N FOLDER [BILLS IN A FILE]\n"
    FileHandle.standardError.write(Data(usage.utf8))
    exit(64)
}
let folder = given[2]
try WholeFile.makeFolder(folder)
let began = ContinuousClock.now
let typesetter = Typesetter(FontLibrary())
var bytes = 0
for first in stride(from: 0, to: count, by: together) {
    let bills = (first..<min(first + together, count)).map(document)
    let made =
        together == 1
        ? BillPDF.file(bills[0], .init(), typesetter: typesetter, hash: SHA256.function).bytes
        : BillPDF.together(bills, .init(), typesetter: typesetter, hash: SHA256.function)?.bytes
            ?? []
    try WholeFile.write(made, to: "\(folder)/\(bills[0].shownNumber).pdf")
    bytes += made.count
}
let wall = began.duration(to: .now) / .seconds(1)
var usage = rusage()
getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
let cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime)
let figures: [(String, String)] = [
    ("peer", together == 1 ? "\"plumbline\"" : "\"plumbline, together\""), ("docs", "\(count)"),
    ("wall_s", "\(wall)"), ("cpu_s", "\(cpu)"),
    ("docs_per_cpu_s", "\(Double(count) / cpu)"),
    ("kb_per_doc", "\(Double(bytes) / Double(count) / 1000)"),
    ("peak_mb", "\(usage.ru_maxrss / 1024)"),
]
print("{" + figures.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
