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
