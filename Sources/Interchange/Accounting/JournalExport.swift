package import Ledger
package import Measures

/// Writes the journal for an accounting program: the header, then entry by entry.
///
/// Bytes are appended to the caller's buffer, which it may write out and empty between entries.
/// An entry is written whole or, where it is refused, not at all. No personal data goes out:
/// a customer is named by the code of the account.
package struct JournalExport {
    package enum Format: String, Sendable, Hashable, CaseIterable {
        case hledger, ledger, beancount
    }

    /// Why an entry cannot be written, in order of precedence.
    package enum Refused: Error, Hashable, Sendable {
        /// A currency that the header did not declare.
        case undeclaredCurrency(Currency)
        /// beancount knows the years 1900 to 2099.
        case dayOutsideFormat(Day)
        /// The customer of a posting has no account code.
        case unknownCustomer(Int64)
        /// beancount knows assets, liabilities, equity, income and expenses.
        case accountOutsideFormat(LedgerAccount)
    }

    package let format: Format
    package let currencies: [Currency]
    private let customerCode: (Int64) -> String?
    private var names: [Place: [UInt8]] = [:]

    private struct Place: Hashable {
        let account: LedgerAccount
        let customer: Int64?
    }

    /// `currencies` are all that the journal uses; `customerCode` gives the code of an account.
    package init(
        _ format: Format, currencies: [Currency], customerCode: @escaping (Int64) -> String?
    ) {
        self.format = format
        self.currencies = currencies
        self.customerCode = customerCode
    }

    /// Appends what stands before the first entry: the title, currencies and how numbers are read.
    package func header(title: String, to bytes: inout [UInt8]) {
        bytes += "; \(plainText(title))\n".utf8
        if format == .beancount {
            bytes += "option \"title\" \"\(plainText(title))\"\n".utf8
            for currency in currencies {
                bytes += "option \"operating_currency\" \"\(currency.rawValue)\"\n".utf8
            }
        } else {
            if format == .hledger { bytes += "decimal-mark .\n".utf8 }
            for currency in currencies {
                bytes += "commodity \(currency.rawValue)\n".utf8
                bytes += "  format \(sample(of: currency)) \(currency.rawValue)\n".utf8
            }
            if format == .ledger { bytes += "tag reverses\n".utf8 }
        }
        bytes.append(newLine)
    }

    /// How many places an accounting program shows: those of the currency (rule A1.1). hledger
    /// wants the point that ends a whole number too.
    private func sample(of currency: Currency) -> String {
        let places = String(repeating: "0", count: currency.digits)
        return places.isEmpty && format == .ledger ? "1000" : "1000." + places
    }

    /// Appends one entry, after the declarations of the accounts it is the first to use.
    package mutating func append(_ entry: Entry, to bytes: inout [UInt8]) throws(Refused) {
        let new = entry.postings.filter { names[place($0)] == nil }
        try check(entry)
        for posting in new { try check(posting) }
        for posting in new { declare(posting, to: &bytes) }
        heading(entry, to: &bytes)
        for posting in entry.postings {
            bytes.append(blank)
            bytes.append(blank)
            if let name = names[place(posting)] { bytes += name }
            bytes.append(blank)
            bytes.append(blank)
            write(posting.amount, to: &bytes)
            bytes.append(newLine)
        }
        bytes.append(newLine)
    }

    private func check(_ entry: Entry) throws(Refused) {
        let currency = entry.postings[0].amount.currency
        guard currencies.contains(currency) else { throw .undeclaredCurrency(currency) }
        guard format == .beancount else { return }
        guard (1900...2099).contains(entry.day.date.year) else {
            throw .dayOutsideFormat(entry.day)
        }
    }

    /// Asked once for each account and customer: what has a name has passed.
    private func check(_ posting: Posting) throws(Refused) {
        if let customer = posting.customer, customerCode(customer) == nil {
            throw .unknownCustomer(customer)
        }
        guard format != .beancount || AccountNames.isKnownToBeancount(posting.account) else {
            throw .accountOutsideFormat(posting.account)
        }
    }

    private func place(_ posting: Posting) -> Place {
        Place(account: posting.account, customer: posting.customer)
    }

    private mutating func declare(_ posting: Posting, to bytes: inout [UInt8]) {
        guard names[place(posting)] == nil else { return }
        let code = posting.customer.flatMap(customerCode)
        let name = AccountNames.name(posting.account, customer: code, format)
        names[place(posting)] = Array(name.utf8)
        if format == .beancount {
            let listed = currencies.map(\.rawValue).joined(separator: ",")
            bytes += "1900-01-01 open \(name) \(listed)\n".utf8
        } else {
            bytes += "account \(name)\n".utf8
        }
    }
}

extension JournalExport {
    /// The day, the reference and, of a reversal, what it takes back (rule F5.4).
    private func heading(_ entry: Entry, to bytes: inout [UInt8]) {
        write(entry.day, to: &bytes)
        let reference = plainText(entry.reference)
        guard format == .beancount else {
            bytes += " * \(reference)\n".utf8
            if let reversed = entry.reverses {
                bytes += "  ; reverses: \(plainText(reversed))\n".utf8
            }
            return
        }
        bytes += " * \"\(reference)\" ^\(link(entry.reference))".utf8
        if let reversed = entry.reverses {
            bytes += " ^\(link(reversed)) #reversal\n  reverses: \"\(plainText(reversed))\"".utf8
        }
        bytes.append(newLine)
    }

    private func write(_ day: Day, to bytes: inout [UInt8]) {
        let (year, month, day) = day.date
        for (value, tens) in [(year, 1000), (month, 10), (day, 10)] {
            if tens == 10 { bytes.append(UInt8(ascii: "-")) }
            var place = tens
            while place > 0 {
                bytes.append(UInt8(48 + value / place % 10))
                place /= 10
            }
        }
    }

    private func write(_ amount: Money, to bytes: inout [UInt8]) {
        let scale = UInt64(amount.currency.minorPerMajor)
        let (whole, cents) = amount.minorUnits.magnitude.quotientAndRemainder(dividingBy: scale)
        if amount.minorUnits < 0 { bytes.append(UInt8(ascii: "-")) }
        var place: UInt64 = 1
        while whole / place >= 10 { place *= 10 }
        while place > 0 {
            bytes.append(UInt8(48 + whole / place % 10))
            place /= 10
        }
        if scale > 1 { bytes.append(UInt8(ascii: ".")) }
        place = scale / 10
        while place > 0 {
            bytes.append(UInt8(48 + cents / place % 10))
            place /= 10
        }
        bytes.append(blank)
        bytes += amount.currency.rawValue.utf8
    }

    /// One line that cannot end a string, begin a comment or part a payee from a note.
    private func plainText(_ text: String) -> String {
        guard !text.utf8.allSatisfy(isPlainByte) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let category = scalar.properties.generalCategory
            let isBreak =
                category == .control || category == .lineSeparator
                || category == .paragraphSeparator
            let isPlain = scalar.isASCII ? isPlainByte(UInt8(scalar.value)) : !isBreak
            result.append(isPlain ? scalar : "_")
        }
        return String(result)
    }

    /// ASCII that means nothing to any of the three programs.
    private func isPlainByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: "|"),
            UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "!"),
            UInt8(ascii: "="), UInt8(ascii: "^"), UInt8(ascii: "#"):
            return false
        default: return (0x20..<0x7F).contains(byte)
        }
    }

    private func link(_ reference: String) -> String {
        AccountNames.escaped(reference, allowed: "-_/.")
    }

    private var blank: UInt8 { UInt8(ascii: " ") }
    private var newLine: UInt8 { UInt8(ascii: "\n") }
}

extension JournalExport.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .undeclaredCurrency(let currency): "\(currency.rawValue) is no currency of the export."
        case .dayOutsideFormat(let day):
            "beancount knows the years 1900 to 2099, and \(day) is outside them. Use hledger."
        case .unknownCustomer(let id): "A posting names account \(id), which is not there."
        case .accountOutsideFormat(let account):
            "beancount knows no account like \(account.rawValue). Use hledger or ledger."
        }
    }
}
