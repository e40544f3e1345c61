package import Measures

/// A value that a template may name. What it holds is formatted as on the bill.
package enum LetterField: String, Sendable, Hashable, CaseIterable {
    case customer, account, supplier, title, total, period, due, contact, services, used, today
    case supplyAddress = "supply_address"
    case billNumber = "bill_number"
    case billDate = "bill_date"
    case amountDue = "amount_due"
    case usedBefore = "used_before"
    case giveReading = "give_reading"
    case payment, help, complaints
    /// Given with the letter, as the bill does not know them.
    case reason
    case expectedBy = "expected_by"
    case replacedBill = "replaced_bill"
    case was, difference, change
    case changeDay = "change_day"
    case link

    /// How a given value is written.
    package enum Form: Sendable { case text, day, money }

    /// Nil for what the bill says itself.
    package var given: Form? {
        switch self {
        case .reason, .replacedBill, .change, .link: .text
        case .expectedBy, .changeDay: .day
        case .was: .money
        default: nil
        }
    }
}

/// What a template may ask with `{{#if …}}`, beside whether a value is there.
package enum LetterCondition: String, Sendable, Hashable, CaseIterable {
    case estimated, final, credit
}

/// Values that come with a letter, checked and formatted; of one currency.
package struct GivenValues: Sendable {
    package enum Refused: Error, Hashable, Sendable {
        case unknown(String, near: String?)
        case unreadable(String, value: String, LetterField.Form)
    }

    private(set) var texts: [LetterField: String] = [:]
    private(set) var was: Money?

    package init(_ pairs: [(name: String, value: String)] = [], currency: Currency) throws(Refused)
    {
        for (name, value) in pairs {
            let known = LetterField.allCases.filter { $0.given != nil }
            guard let field = known.first(where: { $0.rawValue == name }), let form = field.given
            else {
                throw .unknown(name, near: nearest(name, known.map(\.rawValue)))
            }
            guard let text = read(value, as: form, in: currency) else {
                throw .unreadable(name, value: value, form)
            }
            texts[field] = text
        }
    }

    private mutating func read(
        _ value: String, as form: LetterField.Form, in currency: Currency
    ) -> String? {
        switch form {
        case .text: return value.isEmpty ? nil : value
        case .day: return Day(value)?.forPeople
        case .money:
            guard let exact = Exact(value), let money = try? Money(exact, in: currency, .halfEven),
                money.exact == exact
            else { return nil }
            was = money
            return was?.forPeople
        }
    }
}
