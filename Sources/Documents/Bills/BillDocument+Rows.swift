package import Measures

// What the text and the page of a bill both say, said once.

/// A label with an amount.
package struct LabelledAmount: Sendable, Hashable {
    package let label: String
    package let amount: Money
    /// The total that the amounts above it lead to.
    package var isTotal = false
    /// What it is the sum of; nil where it is none.
    var parts: [LabelledAmount]?
    var ownWorking: Working?

    /// How it came about; of a sum, its parts by name.
    package var working: Working? { parts.map { amount.sum(label, of: $0) } ?? ownWorking }
}

extension BillDocument {
    /// What is asked of the customer: `To pay`, `£60.82`, ` by 14 May 2025`; the note goes on
    /// from either.
    package var demand: (label: String, amount: String, note: String) {
        let amount = amountDue
        if amount.minorUnits < 0 { return ("In credit", (-amount).forPeople, ", nothing to pay") }
        if amount.minorUnits == 0 { return ("To pay", amount.forPeople, ", nothing to pay") }
        guard number != nil else { return ("Draft of", amount.forPeople, ", not a demand") }
        return ("To pay", amount.forPeople, due.map { " by \($0.forPeople)" } ?? "")
    }

    /// That the bill is estimated and what to do about it (rule D6.1), or nil if it is not.
    package var estimateNotice: String? {
        guard isEstimated else { return nil }
        guard !restsOnEstimate else {
            return ["This bill is based on an estimate.", howToGiveReading]
                .compactMap { $0 }.joined(separator: " ")
        }
        let trueUp =
            "The bill before was based on an estimate. This one goes up to a reading and puts it "
            + "right."
        let opening = "The opening reading is an estimate."
        return [
            segments.contains(where: \.truesUp) ? trueUp : nil,
            segments.contains(where: \.opensAtEstimate) ? opening : nil,
        ].compactMap { $0 }.joined(separator: " ")
    }

    /// Something on it is still an estimate that a later bill may put right.
    var restsOnEstimate: Bool {
        segments.contains { $0.isEstimated && !$0.truesUp && !$0.opensAtEstimate }
    }

    /// From the balance brought forward to this bill, without the closing balance. Empty where
    /// the one service has said it all.
    package var accountRows: [LabelledAmount] {
        guard let balance else { return segments.count < 2 ? [] : billRows }
        return [LabelledAmount(label: "Balance brought forward", amount: balance.broughtForward)]
            + balance.moves.map {
                LabelledAmount(label: "\($0.label), \($0.day.forPeople)", amount: $0.amount)
            } + billRows
    }

    /// The bill in one row, or in one for each service.
    private var billRows: [LabelledAmount] {
        guard segments.count > 1 else { return [LabelledAmount(label: "This bill", amount: total)] }
        return segments.map {
            LabelledAmount(label: "\($0.commodity), \($0.supplyPoint)", amount: $0.total)
        }
    }

    package var closingRow: LabelledAmount {
        let label = balance == nil ? "Total of this bill" : "New balance"
        return LabelledAmount(label: label, amount: amountDue, parts: accountRows)
    }

    /// `1 April 2025 to 30 June 2025 (91 days)`.
    package var shownPeriod: String {
        "\(period.forPeople) (\(Unit.day.after(grouped(period.days))))"
    }

    /// How the days are counted (rule A1.4).
    package var periodWorking: Working {
        Working([
            Working.Step(
                .days, "days", formula: "last day - first day + 1",
                inputs: [
                    NamedFigure("first day", .day(period.start)),
                    NamedFigure("last day", .day(period.last)),
                ], exact: Exact(period.days), result: .exact(Exact(period.days), .day),
                source: "A1.4")
        ])
    }

    /// How to pay, whom to call, where to complain (rule D3.1); empty ones left out.
    package var footNotes: [(label: String, lines: [String])] {
        [
            ("How to pay", issuer.payment),
            ("Help with paying", issuer.help),
            ("Emergency", issuer.emergency.map { [$0] } ?? []),
            ("Complaints", issuer.complaints),
            ("Formats", issuer.accessibility.map { [$0] } ?? []),
        ].filter { !$0.1.isEmpty }
    }
}

extension SegmentDocument {
    /// The sum of the charges, each tax, and the total of the service.
    package var sums: [LabelledAmount] {
        let taxRows = taxes.map {
            LabelledAmount(label: $0.forPeople, amount: $0.amount, ownWorking: $0.working)
        }
        let charges = lines.map { LabelledAmount(label: $0.label, amount: $0.amount) }
        guard taxes.contains(where: { !$0.isIncluded }) else {
            return [total(of: charges)] + taxRows
        }
        let net = LabelledAmount(label: "Charges", amount: net, parts: charges)
        let added = zip(taxes, taxRows).filter { !$0.0.isIncluded }.map(\.1)
        return [net] + taxRows + [total(of: [net] + added)]
    }

    private func total(of rows: [LabelledAmount]) -> LabelledAmount {
        LabelledAmount(label: "Total", amount: total, isTotal: true, parts: rows)
    }
}

extension Money {
    /// The working of a sum: its parts by name.
    fileprivate func sum(_ name: String, of rows: [LabelledAmount]) -> Working {
        Working([
            Working.Step(
                .total, name, inputs: rows.map { NamedFigure($0.label, .money($0.amount)) },
                exact: exact, result: .money(self))
        ])
    }
}

extension SegmentDocument.Usage {
    package var forPeople: String {
        unit.after(quantity.forPeople(places: 3)) + (isEstimated ? " (estimated)" : "")
    }
}

extension SegmentDocument.Line {
    /// Empty where the amount is no quantity times a price.
    package var shownQuantity: String {
        guard price != nil || form == .sum else { return "" }
        let plain = unit.after(quantity.forPeople(places: 3))
        switch form {
        case .product: return plain
        case .sum: return isOne ? "" : plain
        case .percentage:
            let base = try? Money(quantity, in: amount.currency, .halfUp)
            return base?.forPeople ?? plain
        case .part(let part, _):
            return isOne ? part : "\(plain) × \(part)"
        }
    }

    /// A quantity of one without a unit, which is not shown.
    private var isOne: Bool { unit.rawValue.isEmpty && quantity == .one }

    package func shownPrice(in currency: Currency) -> String {
        guard let price else { return "" }
        switch form {
        case .sum: return ""
        case .product: return price.price(in: currency, per: unit)
        case .percentage: return (price * Exact(100)).forPeople + "%"
        case .part(_, let time): return price.price(in: currency, per: unit) + " " + time
        }
    }
}

extension SegmentDocument {
    /// What the charges stand on. A usage that is known in parts (an exchange, a price change
    /// between two reads) has the days of each, and their sum (rule D3.10).
    package var usageRows: [LabelledUse] {
        var rows: [LabelledUse] = []
        for (index, usage) in usages.enumerated() {
            let parts = usages.filter { $0.label == usage.label && $0.unit == usage.unit }
            guard parts.count > 1 else {
                rows.append(LabelledUse(usage.label, use: usage.forPeople, working: usage.working))
                continue
            }
            let days = usage.period.map { ", \($0.forPeople)" } ?? ""
            rows.append(
                LabelledUse(usage.label + days, use: usage.forPeople, working: usage.working))
            let isLast = !usages[(index + 1)...].contains {
                $0.label == usage.label && $0.unit == usage.unit
            }
            guard isLast else { continue }
            let sum = parts.reduce(Exact.zero) { $0 + $1.quantity }
            let whole = Usage(
                label: usage.label, quantity: sum, unit: usage.unit,
                isEstimated: parts.contains(where: \.isEstimated))
            rows.append(LabelledUse(usage.label + " in all", use: whole.forPeople, working: nil))
        }
        return rows
    }
}

/// A label with what was used, and how that came about.
package struct LabelledUse: Sendable {
    package let label: String
    package let use: String
    package let working: Working?

    init(_ label: String, use: String, working: Working?) {
        (self.label, self.use, self.working) = (label, use, working)
    }
}

extension SegmentDocument.ReadingPair {
    /// `Used`, with what the dial counted where its units are worth more than one.
    package var usedLabel: String {
        guard let multiplier, !(multiplier - .one).isZero else { return "Used" }
        let counted = (used.exact / multiplier).forPeople(places: 6)
        return "Used, \(counted) × \(multiplier.forPeople)"
    }

    package var name: String { register.isEmpty ? meter : "\(meter) \(register)" }
}
