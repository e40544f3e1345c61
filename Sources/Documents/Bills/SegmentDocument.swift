package import Measures

/// One service of a bill: its readings, what was used, its charges and taxes.
package struct SegmentDocument: Sendable, Hashable {
    /// Such as `Water` or `Electricity`.
    package var commodity: String
    /// The supply point's code as people know it: MPAN, MPRN, NMI.
    package var supplyPoint: String
    package var tariff: String
    package var period: Period
    package var readings: [ReadingPair]
    package var usages: [Usage]
    /// What else went into the calculation: calorific value, correction, return-to-sewer share.
    package var facts: [NamedFigure]
    package var lines: [Line]
    package var taxes: [Tax]
    package var net: Money
    package var total: Money

    package init(
        commodity: String, supplyPoint: String, tariff: String, period: Period,
        readings: [ReadingPair] = [], usages: [Usage] = [], facts: [NamedFigure] = [],
        lines: [Line], taxes: [Tax] = [], net: Money, total: Money
    ) {
        self.commodity = commodity
        self.supplyPoint = supplyPoint
        self.tariff = tariff
        self.period = period
        self.readings = readings
        self.usages = usages
        self.facts = facts
        self.lines = lines
        self.taxes = taxes
        self.net = net
        self.total = total
    }

    /// The meters as the bill names them: beside their readings, or among the facts.
    package var meters: [String] {
        readings.map(\.meter).filter { !$0.isEmpty }
            + facts.filter { $0.name == SegmentDocument.meterFact }.map(\.figure.forPeople)
    }

    /// Names a meter that has no readings on the bill, as it counts by intervals.
    package static let meterFact = "Meter"

    package var isEstimated: Bool {
        usages.contains(where: \.isEstimated) || readings.contains { $0.current.isEstimated }
    }

    /// It begins at an estimate of the account's bill before and ends at readings: the estimate is
    /// put right (rule B4.9).
    package var truesUp: Bool {
        endsAtReadings && readings.contains { $0.previous.isEstimated && !$0.beginsSupply }
    }

    /// It begins at an estimate that no bill of the account has charged up to, such as that of a
    /// change of tenancy, and ends at readings: nothing is put right.
    package var opensAtEstimate: Bool {
        endsAtReadings && readings.contains { $0.previous.isEstimated && $0.beginsSupply }
    }

    private var endsAtReadings: Bool { !readings.contains { $0.current.isEstimated } }

    /// A reading as printed: when, what, and how it came about.
    package struct Reading: Sendable, Hashable {
        package var day: Day
        package var value: Quantity
        /// Code of the reading type (rules B1), such as `ACT`.
        package var type: String

        package init(day: Day, value: Quantity, type: String) {
            self.day = day
            self.value = value
            self.type = type
        }

        package var isEstimated: Bool { type == "EST" }
    }

    /// The two readings of a register that an advance lies between.
    package struct ReadingPair: Sendable, Hashable {
        package var meter: String
        /// Empty where the meter has one register.
        package var register: String
        package var unit: Unit
        package var previous: Reading
        package var current: Reading
        /// The advance after rollover and multiplier.
        package var used: Quantity
        /// What the dial's units are worth, where it is not one.
        package var multiplier: Exact?
        /// From the two readings and the multiplier to what was used.
        package var working: Working?
        /// No bill of the account ends at the previous reading.
        package var beginsSupply = false

        package init(
            meter: String, register: String = "", unit: Unit, previous: Reading,
            current: Reading, used: Quantity, working: Working? = nil
        ) {
            self.meter = meter
            self.register = register
            self.unit = unit
            self.previous = previous
            self.current = current
            self.used = used
            self.working = working
        }
    }

    /// A quantity the charges stand on.
    package struct Usage: Sendable, Hashable {
        package var label: String
        package var quantity: Exact
        package var unit: Unit
        package var isEstimated: Bool
        /// The days it was used on, where it is a part of what the segment used.
        package var period: Period?
        package var working: Working?

        package init(
            label: String, quantity: Exact, unit: Unit, isEstimated: Bool = false,
            working: Working? = nil
        ) {
            self.label = label
            self.quantity = quantity
            self.unit = unit
            self.isEstimated = isEstimated
            self.working = working
        }
    }

    /// One printed charge. The price is in major units of the currency for one `unit`.
    package struct Line: Sendable, Hashable {
        /// How quantity and price make the amount (rule D3.10).
        package enum Form: Sendable, Hashable {
            case product
            /// A percentage of money: the quantity is an amount, the price a share of it.
            case percentage
            /// Times a part of the time that the price is for: `177 of 365 days`, `per year`.
            case part(String, of: String)
            /// A sum over times with a price each, or a part of a pool: no price for one unit.
            case sum
        }

        package var label: String
        package var form = Form.product
        /// Shown where it is not the segment's own period.
        package var period: Period?
        package var quantity: Exact
        package var unit: Unit
        /// Nil where the amount is no quantity times a price, as with use at the price of each
        /// half-hour.
        package var price: Exact?
        package var amount: Money
        package var working: Working?

        package init(
            label: String, period: Period? = nil, quantity: Exact, unit: Unit, price: Exact?,
            amount: Money, working: Working? = nil
        ) {
            self.label = label
            self.period = period
            self.quantity = quantity
            self.unit = unit
            self.price = price
            self.amount = amount
            self.working = working
        }
    }

    /// One tax, added to the lines or contained in their prices (rules C1.34, D3.9).
    package struct Tax: Sendable, Hashable {
        /// Such as `VAT`.
        package var label: String
        package var percent: Exact
        package var base: Money
        package var amount: Money
        package var isIncluded: Bool
        package var working: Working?

        package init(
            label: String, percent: Exact, base: Money, amount: Money, isIncluded: Bool = false,
            working: Working? = nil
        ) {
            self.label = label
            self.percent = percent
            self.base = base
            self.amount = amount
            self.isIncluded = isIncluded
            self.working = working
        }
    }
}
