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
    init(_ explained: ExplainedBill, _ sources: BillSources) throws {
        let last = try sources.lastBills[explained.bill.id].flatMap { try sources.bill($0) }
        try self.init(
            Side(explained), last.map { try Side($0, sources) }, isChosen: false, in: sources)
    }

    /// With another bill of the account, named by number or id, in the place of the last one.
    package init(_ explained: ExplainedBill, with other: String, _ books: Books) throws {
        let sources = BillSources(books)
        guard let id = try books.bills.billID(other), let bill = try sources.bill(id) else {
            throw BillProblem.noSuchBill(other)
        }
        try self.init(Side(explained), Side(bill, sources), isChosen: true, in: sources)
    }

    private init(_ this: Side, _ last: Side?, isChosen: Bool, in sources: BillSources) throws {
        self.this = this
        self.last = last
        self.isChosen = isChosen
        guard let last else {
            outcome = .firstBill
            return
        }
        let (old, new) = (try last.compared(sources), try this.compared(sources))
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

    init(_ bill: Bill, _ sources: BillSources) throws {
        var tariffs: [Int64: TariffInForce] = [:]
        for id in bill.segments.map(\.tariffVersionID) { tariffs[id] = try sources.tariff(id) }
        self.init(bill: bill, issue: try sources.issues[bill.id], tariffs: tariffs)
    }

    /// The bill with its registers and the estimates that led to it.
    fileprivate func compared(_ sources: BillSources) throws -> ComparedBill {
        var registers: [Int64: Register] = [:]
        var earlier: [Int64: [BilledReading]] = [:]
        for segment in bill.segments {
            for reading in segment.readings {
                let id = reading.registerID
                registers[id] = try sources.registers[id]?.register
                guard reading.openingType == ReadType.estimated.rawValue else { continue }
                let own = try sources.agreements(on: segment.supplyPointID, of: bill.accountID)
                earlier[id] = try sources.books.bills.billedReadings(
                    ofRegister: id, beforeBill: bill.id
                )
                .filter { past in own.contains { $0.period.contains(past.closingDay) } }
            }
        }
        let compared = ComparedBill(
            bill, tariffs: tariffs, registers: registers, earlier: earlier)
        guard let compared else {
            throw BillProblem.tariffMissing(version: bill.segments[0].tariffVersionID)
        }
        return compared
    }
}
