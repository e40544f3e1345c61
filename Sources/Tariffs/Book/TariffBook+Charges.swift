package import Measures

extension TariffBook {
    /// One line of the price sheet, or the few lines of its blocks.
    package struct Charge: Sendable, Hashable {
        package var code: String
        package var kind: Kind
        package var label: String?
        /// The code of its lines where a price change splits them; the suffix is added.
        package var segmentCode: String?
        /// The code of its line by the season in force, for seasonal prices.
        package var seasonCodes: [String: String] = [:]
        package var per = Proration.bill
        package var when: String?
        package var rounding: RoundingRule?
        package var tax: String?
        /// The account it posts to; the first word is one of `Charge.accountRoots` (rule F5).
        package var account = "revenue"
        package var unit: Unit?

        package init(_ code: String, _ kind: Kind) {
            self.code = code
            self.kind = kind
        }

        package static let accountRoots = [
            "revenue", "levy", "third-party", "energy-purchases", "deferred-revenue",
            "concession", "discount",
        ]
    }

    /// Over what time a price holds (rules C1.3, C1.10, C1.27).
    package enum Proration: String, Sendable, Hashable, CaseIterable {
        /// The full amount on each bill.
        case bill
        /// Times the days of the period.
        case day
        /// Times days over days of the charging year.
        case year
        /// Times days over days of the calendar month.
        case month
    }

    /// How a line's amount comes about.
    package enum Kind: Sendable, Hashable {
        /// Quantity × price × time; without a quantity a standing charge.
        case unit(quantity: String?, price: String)
        case blocks(Blocks)
        /// A percentage of named lines (rule C1.19), negative for a discount (rule C1.20).
        case percent(String, of: [String], ofExact: Bool)
        /// The top-up that lifts the covered lines to a minimum (rule C1.12).
        case minimum(String, covers: [String])
        /// Any other formula in money.
        case amount(String, quantity: String?)
        /// A pool shared out so that the parts add up to the whole (rule C1.44).
        case allocation(pool: String, share: String, names: String)
    }

    /// Prices by how much is used; a bound belongs to the lower block (rules C1.5, C1.6).
    package struct Blocks: Sendable, Hashable {
        package enum Scale: String, Sendable, Hashable, CaseIterable {
            case day, bill, month, year
        }

        package struct Step: Sendable, Hashable {
            package var code: String
            package var segmentCode: String?
            package var label: String?
            /// Absent for the last, open block.
            package var upTo: String?
            package var price: String

            package init(
                code: String, upTo: String? = nil, price: String, segmentCode: String? = nil,
                label: String? = nil
            ) {
                self.code = code
                self.upTo = upTo
                self.price = price
                self.segmentCode = segmentCode
                self.label = label
            }
        }

        /// The whole that fills the blocks, of which the quantity is a part: the month's kWh
        /// over all bands.
        package struct Filling: Sendable, Hashable {
            package enum Order: String, Sendable, Hashable, CaseIterable {
                /// The part has the same share of each block as of the whole.
                case shares
                /// Interval after interval: the part has what it used while a block was filled.
                case time
            }

            package var whole: String
            package var order: Order

            package init(by whole: String, _ order: Order = .shares) {
                self.whole = whole
                self.order = order
            }
        }

        package var quantity: String
        package var filling: Filling?
        package var scale: Scale
        /// The number that says what was already used this year, for cumulative blocks.
        package var used: String?
        package var steps: [Step]

        package init(of quantity: String, scale: Scale, used: String? = nil, steps: [Step]) {
            self.quantity = quantity
            self.scale = scale
            self.used = used
            self.steps = steps
        }
    }

    /// A tax on the bill (rules C1.30 to C1.36).
    package struct Tax: Sendable, Hashable {
        package var code: String
        package var label: String?
        /// The rate in per cent: a number, a dated price or a formula.
        package var percent: String
        /// Contained in tax-inclusive prices: shown, not added (rule C1.34).
        package var included = false
        /// What is taxed; absent for the sum of the lines that carry this code.
        package var base: String?
        package var when: String?

        package init(_ code: String, percent: String) {
            self.code = code
            self.percent = percent
        }
    }
}

extension TariffBook.Charge {
    /// The amount of a line is its quantity times a price. A formula in money beside a quantity,
    /// such as use at the price of each half-hour, and a part of a pool have no price for one.
    package var hasUnitPrice: Bool {
        switch kind {
        case .amount(_, .some), .allocation: false
        default: true
        }
    }

    /// The formula of its quantity, where it has one.
    package var quantity: String? {
        switch kind {
        case .unit(let quantity, _), .amount(_, let quantity): return quantity
        case .blocks(let blocks): return blocks.quantity
        default: return nil
        }
    }
}
