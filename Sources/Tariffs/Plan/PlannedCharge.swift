import Measures

struct PlannedQuantity: Sendable {
    let name: String
    let program: Program
    let rounding: RoundingRule?
}

/// A charge with its programs; a reference type so that rating copies no arrays.
final class PlannedCharge: Sendable {
    enum Kind: Sendable {
        case unit(quantity: Program?, price: Program)
        case blocks(PlannedBlocks)
        case percent(Program, of: [Int], ofExact: Bool)
        case minimum(Program, covers: [Int])
        case amount(Program, quantity: Program?)
        case allocation(pool: Program, share: Program, names: Int)
    }

    let slot: Int
    let kind: Kind
    let per: TariffBook.Proration
    let when: Program?
    let rounding: RoundingRule
    let tax: Int?
    /// The first of its line names: one per block, one per season, else one.
    let firstName: Int
    let bySeason: Bool
    let needs: Needs
    /// Quantities to work out first, in order.
    let quantities: [Int]
    let usages: [Int]
    let prices: [Int]
    let numbers: Set<Int>
    /// Days on which one of its prices changes, in order.
    let changes: [Int32]
    /// Its quantity is split by days where a price changes.
    let splits: Bool
    let isLate: Bool
    /// Its formula sees the usages of each piece; elsewhere the quantity itself is split.
    let cutsUsage: Bool

    init(
        slot: Int, kind: Kind, charge: TariffBook.Charge, when: Program?, rounding: RoundingRule,
        tax: Int?, firstName: Int, needs: Needs, changes: [Int32], splits: Bool
    ) {
        self.slot = slot
        self.kind = kind
        per = charge.per
        self.when = when
        self.rounding = rounding
        self.tax = tax
        self.firstName = firstName
        bySeason = !charge.seasonCodes.isEmpty
        self.needs = needs
        quantities = needs.quantities.sorted()
        usages = needs.usages.sorted()
        prices = needs.prices.sorted()
        numbers = needs.numbers
        self.changes = changes
        self.splits = splits
        isLate = !needs.taxes.isEmpty
        switch kind {
        case .unit, .blocks: cutsUsage = false
        default: cutsUsage = true
        }
    }
}

final class PlannedTax: Sendable {
    let slot: Int
    let percent: Program
    let included: Bool
    let base: Program?
    let when: Program?
    let needs: Needs
    let quantities: [Int]
    let usages: [Int]
    let prices: [Int]

    init(slot: Int, tax: TariffBook.Tax, percent: Program, base: Program?, when: Program?) {
        self.slot = slot
        self.percent = percent
        included = tax.included
        self.base = base
        self.when = when
        var needs = percent.needs
        if let base { needs.formUnion(base.needs) }
        if let when { needs.formUnion(when.needs) }
        self.needs = needs
        quantities = needs.quantities.sorted()
        usages = needs.usages.sorted()
        prices = needs.prices.sorted()
    }
}

/// A number that the next bill is told, with how it is worked out at the end of this one.
struct PlannedCarry: Sendable {
    let number: Int
    let program: Program
    let quantities: [Int]
    /// It begins anew at this value with each charging year.
    let yearly: Exact?
}
