import Measures
import Tariffs

/// What the fields of a template stand for in one letter.
struct LetterValues {
    let bill: BillDocument
    let today: Day
    let given: GivenValues

    /// Nil or empty where the bill has no such value.
    subscript(field: LetterField) -> String? {
        if field.given != nil { return given.texts[field] }
        return ofCustomer(field) ?? ofBill(field) ?? ofUtility(field)
    }

    func holds(_ condition: LetterCondition) -> Bool {
        switch condition {
        case .estimated: bill.isEstimated
        case .final: bill.isFinal
        case .credit: bill.amountDue.minorUnits < 0
        }
    }

    private func ofCustomer(_ field: LetterField) -> String? {
        switch field {
        case .customer: bill.customer.name
        case .account: bill.customer.account
        case .supplyAddress: bill.customer.supplyAddress.joined(separator: ", ")
        case .today: today.forPeople
        default: nil
        }
    }

    private func ofBill(_ field: LetterField) -> String? {
        switch field {
        case .title: bill.shownTitle
        case .billNumber: bill.number
        case .billDate: bill.issued?.forPeople
        case .period: bill.period.forPeople
        case .total: bill.total.forPeople
        case .amountDue:
            Money(minorUnits: abs(bill.amountDue.minorUnits), currency: bill.total.currency)
                .forPeople
        case .due: bill.due?.forPeople
        case .services: bill.segments.map { $0.commodity.lowercased() }.joined(separator: " and ")
        case .used: used
        case .usedBefore: before
        case .difference: given.was.map { (bill.total - $0).forPeople }
        default: nil
        }
    }

    private func ofUtility(_ field: LetterField) -> String? {
        switch field {
        case .supplier: bill.issuer.name
        case .contact: bill.issuer.contact.joined(separator: ", ")
        case .payment: bill.issuer.payment.joined(separator: "; ")
        case .help: bill.issuer.help.joined(separator: "; ")
        case .complaints: bill.issuer.complaints.joined(separator: "; ")
        case .giveReading: bill.howToGiveReading
        default: nil
        }
    }

    private var used: String {
        bill.segments.flatMap(\.usages)
            .map { $0.unit.after($0.quantity.forPeople(places: 3)) }.joined(separator: ", ")
    }

    /// The use on the bill before, from the chart.
    private var before: String? {
        guard let history = bill.usage.first, history.bars.count > 1 else { return nil }
        return history.unit.after(history.bars[history.bars.count - 2].quantity.forPeople)
    }

    func table(_ name: LetterTableName) -> LetterTable {
        switch name {
        case .charges:
            LetterTable(caption: "Charges", headings: ["Charge", "Amount"], rows: charges)
        case .readings:
            LetterTable(
                caption: "Meter readings", headings: ["Meter", "Read on", "How", "Reading"],
                rows: bill.segments.flatMap(\.readings).flatMap(readings))
        }
    }

    private var charges: [[String]] {
        let rows = bill.segments.flatMap { segment in
            segment.lines.map { [$0.label, $0.amount.forPeople] }
                + segment.taxes.filter { !$0.isIncluded }.map {
                    [$0.forPeople, $0.amount.forPeople]
                }
        }
        return rows + [["Total of this bill", bill.total.forPeople]]
    }

    private func readings(_ pair: SegmentDocument.ReadingPair) -> [[String]] {
        [pair.previous, pair.current].map { reading in
            [
                pair.name, reading.day.forPeople, reading.typeForPeople,
                pair.unit.after(reading.value.forPeople),
            ]
        }
    }
}

/// The tables that a template may place with `{{table …}}`.
enum LetterTableName: String, CaseIterable { case charges, readings }

/// The known word nearest to one that is not known.
func nearest(_ word: String, _ words: [String]) -> String? { nearestWord(to: word, among: words) }
