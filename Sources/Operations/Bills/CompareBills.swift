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
    /// The bill that is told, with its tariffs.
    let explained: ExplainedBill
    let last: ExplainedBill?
    /// The other bill was chosen; it need not be the last one.
    let isChosen: Bool

    /// With the released bill before it.
    package init(_ explained: ExplainedBill, _ books: Books) throws {
        let last = try books.lastBill(before: explained.bill.id)
        try self.init(
            explained, last.map { try ExplainedBill($0, books) }, isChosen: false, books)
    }

    /// With another bill of the account, in the place of the last one.
    package init(_ explained: ExplainedBill, with other: ExplainedBill, _ books: Books) throws {
        try self.init(explained, other, isChosen: true, books)
    }

    private init(
        _ explained: ExplainedBill, _ last: ExplainedBill?, isChosen: Bool, _ books: Books
    ) throws {
        self.explained = explained
        self.last = last
        self.isChosen = isChosen
        guard let last else {
            outcome = .firstBill
            return
        }
        let (old, new) = (try last.compared(books), try explained.compared(books))
        do throws(NotCompared) {
            outcome = .compared(try BillComparison(from: old, to: new))
        } catch { outcome = .notCompared(error, last: last.bill) }
    }
}

extension ExplainedBill {
    /// The bill with its tariffs, registers and the estimates that led to it.
    fileprivate func compared(_ books: Books) throws -> ComparedBill {
        var registers: [Int64: Register] = [:]
        var earlier: [Int64: [BilledReading]] = [:]
        for reading in bill.segments.flatMap(\.readings) {
            let id = reading.registerID
            registers[id] = try books.register(id)?.register
            guard reading.openingType == ReadType.estimated.rawValue else { continue }
            earlier[id] = try books.billedReadings(ofRegister: id, beforeBill: bill.id)
        }
        let tariffs = Dictionary(
            workings.map { ($0.tariff.versionID, $0.tariff) }, uniquingKeysWith: { one, _ in one })
        let compared = ComparedBill(
            bill, tariffs: tariffs, registers: registers, earlier: earlier)
        guard let compared else {
            throw BillProblem.tariffMissing(version: bill.segments[0].tariffVersionID)
        }
        return compared
    }
}
