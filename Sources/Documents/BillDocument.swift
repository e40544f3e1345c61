package import Billing
package import Measures
package import Rulebook

/// Everything a printed bill shows (rule D3.1), as values: no renderer looks anything up.
///
/// Amounts that are owed stand above zero, credits below. Texts come from people and files and
/// may hold anything; each renderer makes them harmless in its own way.
package struct BillDocument: Sendable, Hashable {
    package var issuer: Issuer
    /// What the page is called, such as `Bill` or `Tax invoice` (rule D3.9).
    package var title: String
    /// BCP 47, such as `en-GB`.
    package var language: String
    /// It ends the supply to the customer.
    package var isFinal: Bool
    /// Nil until the bill is released: it then reads DRAFT.
    package var number: String?
    package var issued: Day?
    package var due: Day?
    package var period: Period
    package var customer: Customer
    package var segments: [SegmentDocument]
    package var net: Money
    /// Tax added to the net; tax inside the prices is not counted again.
    package var tax: Money
    package var total: Money
    /// Nil where the account has no part in it, as in a quote.
    package var balance: BillBalance?
    /// How to give a reading, shown where anything is estimated (rule D6.1).
    package var howToGiveReading: String?
    package var usage: [UsageHistory]
    /// Nil where nobody asked, as in a quote.
    package var comparison: Comparison?
    package var messages: [Message]
    /// Nil where the bill was made without one.
    package var proof: BillProof?

    package init(
        issuer: Issuer, title: String = "Bill", language: String = "en-GB",
        isFinal: Bool = false, number: String?, issued: Day?, due: Day?, period: Period,
        customer: Customer, segments: [SegmentDocument],
        net: Money, tax: Money, total: Money, balance: BillBalance? = nil,
        howToGiveReading: String? = nil, usage: [UsageHistory] = [],
        comparison: Comparison? = nil, messages: [Message] = [], proof: BillProof? = nil
    ) {
        self.issuer = issuer
        self.title = title
        self.language = language
        self.isFinal = isFinal
        self.number = number
        self.issued = issued
        self.due = due
        self.period = period
        self.customer = customer
        self.segments = segments
        self.net = net
        self.tax = tax
        self.total = total
        self.balance = balance
        self.howToGiveReading = howToGiveReading
        self.usage = usage
        self.comparison = comparison
        self.messages = messages
        self.proof = proof
    }

    /// The title, which says so where the bill is the final one (rule E4.1).
    package var shownTitle: String { isFinal ? "Final " + title.lowercased() : title }
    package var isEstimated: Bool { segments.contains(where: \.isEstimated) }
    /// What is to be paid: the new balance where there is one, else the bill.
    package var amountDue: Money { balance.map { $0.after(total) } ?? total }
    /// The number, or DRAFT.
    package var shownNumber: String { number ?? "DRAFT" }
}

extension BillDocument {
    /// Who sends the bill and how to reach them.
    package struct Issuer: Sendable, Hashable {
        package var name: String
        /// Telephone, web, opening hours: one line each.
        package var contact: [String]
        package var colour: BrandColour
        /// VAT number or ABN as it must be shown (rule D3.9).
        package var taxNumber: String?
        package var emergency: String?
        package var payment: [String]
        /// Where to find help with paying.
        package var help: [String]
        /// Whom to complain to, and the ombudsman after that.
        package var complaints: [String]
        /// Large print, other languages, interpreters.
        package var accessibility: String?

        package init(
            name: String, contact: [String], colour: BrandColour = .slate,
            taxNumber: String? = nil, emergency: String? = nil, payment: [String] = [],
            help: [String] = [], complaints: [String] = [], accessibility: String? = nil
        ) {
            self.name = name
            self.contact = contact
            self.colour = colour
            self.taxNumber = taxNumber
            self.emergency = emergency
            self.payment = payment
            self.help = help
            self.complaints = complaints
            self.accessibility = accessibility
        }
    }

    /// Whom it goes to and what it is about.
    package struct Customer: Sendable, Hashable {
        package var account: String
        package var name: String
        package var postalAddress: [String]
        package var supplyAddress: [String]

        package init(
            account: String, name: String, postalAddress: [String], supplyAddress: [String]
        ) {
            self.account = account
            self.name = name
            self.postalAddress = postalAddress
            self.supplyAddress = supplyAddress
        }
    }

    /// A heading and a text of the utility: price notices, cheapest deal, help.
    package struct Message: Sendable, Hashable {
        package var heading: String
        package var text: String
        /// Which of the utility's texts it is; nil for any other.
        package var about: UtilityText?

        package init(heading: String, text: String, about: UtilityText? = nil) {
            self.heading = heading
            self.text = text
            self.about = about
        }
    }
}

/// The account before and after this bill.
package struct BillBalance: Sendable, Hashable {
    package struct Move: Sendable, Hashable {
        package var day: Day
        package var label: String
        /// A payment is below zero.
        package var amount: Money

        package init(day: Day, label: String, amount: Money) {
            self.day = day
            self.label = label
            self.amount = amount
        }
    }

    package var broughtForward: Money
    package var moves: [Move]

    package init(broughtForward: Money, moves: [Move] = []) {
        self.broughtForward = broughtForward
        self.moves = moves
    }

    /// The new balance once `bill` is added.
    package func after(_ bill: Money) -> Money {
        moves.reduce(broughtForward + bill) { $0 + $1.amount }
    }
}

/// Use over time, for a small chart; the oldest first.
package struct UsageHistory: Sendable, Hashable {
    package struct Bar: Sendable, Hashable {
        /// Short, such as `Apr 25`.
        package var label: String
        package var quantity: Quantity
        package var isEstimated: Bool

        package init(label: String, quantity: Quantity, isEstimated: Bool = false) {
            self.label = label
            self.quantity = quantity
            self.isEstimated = isEstimated
        }
    }

    /// Such as `Water used`.
    package var title: String
    package var unit: Unit
    package var bars: [Bar]

    package init(title: String, unit: Unit, bars: [Bar]) {
        self.title = title
        self.unit = unit
        self.bars = bars
    }
}

/// The colour of a brand. Whatever it is, the text on it can be read.
package struct BrandColour: Sendable, Hashable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#1f6f8b`, and nothing else.
    package init?(_ text: String) {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6,
            digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        self.init(
            red: UInt8(value >> 16), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
    }

    package static let slate = BrandColour(red: 0x33, green: 0x4E, blue: 0x68)

    package var css: String { "rgb(\(red) \(green) \(blue))" }
    /// Black or white, whichever stands out more from the colour.
    package var textCSS: String { isLight ? "#000" : "#fff" }
    package var isLight: Bool {
        Int(red) * 299 + Int(green) * 587 + Int(blue) * 114 > 140_000
    }
}
