package import Billing
import Measures
import Metering
package import Storage

/// Two bills beside each other: what moved the total from one to the other.
package struct CompareBills: Sendable {
    /// What came of it; the words of `BillDocument.Comparison` are made from it.
    package enum Outcome: Sendable {
        case compared(BillComparison)
        /// The first bill of the account here.
        case firstBill
        case notCompared(NotCompared, last: Bill)
    }

    package let outcome: Outcome
    let this: Side
    let last: Side?
    /// The other bill was chosen; it need not be the last one.
    let isChosen: Bool

    /// A bill with its tariffs by version, and its number once it is released.
    struct Side {
        let bill: Bill
        let issue: IssuedBill?
        let tariffs: [Int64: TariffInForce]
    }

    /// With the released bill before it.
    package init(_ explained: ExplainedBill, _ books: Books) throws {
        let last = try books.lastBill(before: explained.bill.id)
        try self.init(
            Side(explained), last.map { try Side($0, books) }, isChosen: false, books)
    }

    /// With another bill of the account, named by number or id, in the place of the last one.
    package init(_ explained: ExplainedBill, with other: String, _ books: Books) throws {
        guard let id = try books.billID(other), let bill = try books.bill(id) else {
            throw BillProblem.noSuchBill(other)
        }
        try self.init(Side(explained), Side(bill, books), isChosen: true, books)
    }

    private init(_ this: Side, _ last: Side?, isChosen: Bool, _ books: Books) throws {
        self.this = this
        self.last = last
        self.isChosen = isChosen
        guard let last else {
            outcome = .firstBill
            return
        }
        let (old, new) = (try last.compared(books), try this.compared(books))
        do throws(NotCompared) {
            outcome = .compared(try BillComparison(from: old, to: new))
        } catch { outcome = .notCompared(error, last: last.bill) }
    }
}

extension CompareBills.Side {
    init(_ explained: ExplainedBill) {
        let tariffs = explained.workings.map { ($0.tariff.versionID, $0.tariff) }
        self.init(
            bill: explained.bill, issue: explained.issue,
            tariffs: Dictionary(tariffs, uniquingKeysWith: { one, _ in one }))
    }

    init(_ bill: Bill, _ books: Books) throws {
        var tariffs: [Int64: TariffInForce] = [:]
        for id in Set(bill.segments.map(\.tariffVersionID)) {
            guard let version = try books.tariffVersion(id) else {
                throw BillProblem.tariffMissing(version: id)
            }
            tariffs[id] = try version.inForce()
        }
        self.init(bill: bill, issue: try books.issue(ofBill: bill.id), tariffs: tariffs)
    }

    /// The bill with its registers and the estimates that led to it.
    fileprivate func compared(_ books: Books) throws -> ComparedBill {
        var registers: [Int64: Register] = [:]
        var earlier: [Int64: [BilledReading]] = [:]
        for reading in bill.segments.flatMap(\.readings) {
            let id = reading.registerID
            registers[id] = try books.register(id)?.register
            guard reading.openingType == ReadType.estimated.rawValue else { continue }
            earlier[id] = try books.billedReadings(ofRegister: id, beforeBill: bill.id)
        }
        let compared = ComparedBill(
            bill, tariffs: tariffs, registers: registers, earlier: earlier)
        guard let compared else {
            throw BillProblem.tariffMissing(version: bill.segments[0].tariffVersionID)
        }
        return compared
    }
}
