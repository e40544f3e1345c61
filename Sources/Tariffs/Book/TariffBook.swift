package import Measures

/// A tariff as its analyst wrote it: prices with dates, quantities, lines and taxes in order.
///
/// Formulas are still text here; `TariffPlan` resolves every name once. The written form is
/// described in `Docs/tariff-book.md`. A published step is never edited: a new one supersedes
/// it (rule C1.1).
package struct TariffBook: Sendable, Hashable {
    package var code: String
    package var name: String
    package var commodity: String
    package var currency: Currency
    package var jurisdiction: String
    package var source: String
    package var year = ChargingYear.from(month: 1, day: 1)
    package var rounding = BookRounding()
    package var lines = LineOrder.bySegment
    package var suffix = SegmentSuffix.numbers
    package var seasons: [Season] = []
    package var inputs: [Input] = []
    package var prices: [Price] = []
    package var quantities: [DerivedQuantity] = []
    package var charges: [Charge] = []
    package var taxes: [Tax] = []
    package var timeOfUse: TimeOfUseRules?
    /// The windows in which demand is measured, where they are not those of the energy.
    package var demandWindows: TimeOfUseRules?
    package var carries: [Carry] = []
    /// Over how many minutes demand is measured; nil for the intervals of the meter.
    package var demandMinutes: Int?

    package init(
        code: String, name: String, commodity: String, currency: Currency,
        jurisdiction: String = "", source: String = ""
    ) {
        self.code = code
        self.name = name
        self.commodity = commodity
        self.currency = currency
        self.jurisdiction = jurisdiction
        self.source = source
    }
}

extension TariffBook {
    /// Over which days an annual price is spread (rule A6.6).
    package enum ChargingYear: Sendable, Hashable {
        /// Years that begin on this date, with their own 365 or 366 days.
        case from(month: Int, day: Int)
        /// Always this many days, whatever the calendar says.
        case fixed(days: Int)
    }

    /// What is rounded where, and how (rules C1.40 to C1.43).
    package struct BookRounding: Sendable, Hashable {
        package enum TaxLevel: String, Sendable, Hashable, CaseIterable {
            /// Once per rate on the sum of the rounded lines (rule C1.35).
            case perRate = "per-rate"
            case perLine = "per-line"
        }

        package enum Lines: String, Sendable, Hashable, CaseIterable {
            /// Each line by itself.
            case each
            /// Their exact sum once; the lines show its pennies (rule C1.44).
            case together
        }

        package var line = RoundingRule.pennies
        package var lines = Lines.each
        package var tax = RoundingRule.pennies
        package var taxLevel = TaxLevel.perRate
        /// For a quantity that a price change splits by days; the last part takes the rest.
        package var split = RoundingRule(places: 3)

        package init() {}
    }

    /// How lines stand on the bill when a price change splits them.
    package enum LineOrder: String, Sendable, Hashable, CaseIterable {
        case bySegment = "by segment"
        case byCharge = "by charge"
    }

    /// What tells the lines of one charge apart: `U1`, `U2` or `UA`, `UB`.
    package enum SegmentSuffix: String, Sendable, Hashable, CaseIterable {
        case numbers, letters
    }

    /// A part of the year with its own prices; it lasts until the next one begins.
    package struct Season: Sendable, Hashable {
        package let name: String
        package let month: Int
        package let day: Int

        package init(name: String, month: Int, day: Int) {
            self.name = name
            self.month = month
            self.day = day
        }
    }
}

extension TariffBook {
    /// Something the tariff must be told about a customer or a period.
    package struct Input: Sendable, Hashable {
        package enum Kind: Sendable, Hashable {
            /// Adds up over time; split by days where a price changes: kWh, m3.
            case usage
            /// Holds as it is for the period: a contract kW, a calorific value.
            case number
            /// One of a few words: a council tax band.
            case choice([String])
            /// Many values in order: half-hours, previous months.
            case series
            /// Names in order, for the lines of an allocation.
            case names
        }

        package var name: String
        package var kind: Kind
        package var unit: Unit?
        /// What holds when nothing is given; without it the input is required.
        package var otherwise: Exact?
        /// A number or choice whose change inside the period splits the charges that stand on
        /// it by days; otherwise its value on the last day holds for the whole period.
        package var splits: Bool
        /// Where a run takes it from earlier bills and nobody has to give it.
        package var fromBills: FromBills?
        /// Where a run takes it from a series of prices.
        package var fromPrices: FromPrices?

        package init(
            _ name: String, _ kind: Kind, unit: Unit? = nil, otherwise: Exact? = nil,
            splits: Bool = false, fromBills: FromBills? = nil, fromPrices: FromPrices? = nil
        ) {
            self.name = name
            self.kind = kind
            self.unit = unit
            self.otherwise = otherwise
            self.splits = splits
            self.fromBills = fromBills
            self.fromPrices = fromPrices
        }
    }

    /// One component of the price list with its dated values (rules C1.1, C1.2).
    package struct Price: Sendable, Hashable {
        package struct Step: Sendable, Hashable {
            package var from: Day
            /// Values by choice or season; a plain price has one under the empty name. An
            /// absent value means that there is no price from this day on.
            package var values: [String: Exact]
            package var source: String?
            package var clause: String?

            package init(
                from: Day, values: [String: Exact], source: String? = nil, clause: String? = nil
            ) {
                self.from = from
                self.values = values
                self.source = source
                self.clause = clause
            }
        }

        package var name: String
        package var unit: String
        /// The choice that picks the value, or `season`.
        package var by: String?
        package var steps: [Step]

        package init(_ name: String, unit: String, by: String? = nil, steps: [Step]) {
            self.name = name
            self.unit = unit
            self.by = by
            self.steps = steps
        }
    }

    /// A number that each bill hands to the next one: what was used this year, a make-up balance.
    package struct Carry: Sendable, Hashable {
        /// The number input that the next bill is told.
        package var input: String
        package var formula: String
        /// Begins anew, at the default of the input, on the first day of the charging year.
        package var resetsYearly: Bool

        package init(_ input: String, _ formula: String, resetsYearly: Bool = false) {
            self.input = input
            self.formula = formula
            self.resetsYearly = resetsYearly
        }
    }

    /// A quantity worked out from inputs, prices or earlier quantities.
    package struct DerivedQuantity: Sendable, Hashable {
        package var name: String
        package var formula: String
        package var unit: Unit?
        package var rounding: RoundingRule?
        package var source: String?

        package init(
            _ name: String, _ formula: String, unit: Unit? = nil, rounding: RoundingRule? = nil,
            source: String? = nil
        ) {
            self.name = name
            self.formula = formula
            self.unit = unit
            self.rounding = rounding
            self.source = source
        }
    }
}

extension TariffBook {
    /// Nothing is measured for it: a charge by band or rateable value (rule A2.7).
    package var needsNoMeter: Bool { inputs.allSatisfy { $0.kind != .usage } }
}
