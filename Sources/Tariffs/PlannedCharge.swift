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

/// A reference type like the charge it belongs to.
final class PlannedBlocks: Sendable {
    struct Step: Sendable {
        let upTo: Program?
        let price: Program
    }

    /// What fills the blocks where the quantity is a part of it.
    struct Filling: Sendable {
        let whole: Program
        let order: TariffBook.Blocks.Filling.Order
        /// The band of the quantity, for filling in order of time.
        let usage: Int
    }

    let quantity: Program
    let filling: Filling?
    let scale: TariffBook.Blocks.Scale
    let used: Program?
    let steps: [Step]
    /// Where filling in order of time ends each block, if that is the same for all accounts.
    let fixedBounds: Bounds?

    init(
        quantity: Program, filling: Filling?, scale: TariffBook.Blocks.Scale, used: Program?,
        steps: [Step]
    ) {
        self.quantity = quantity
        self.filling = filling
        self.scale = scale
        self.used = used
        self.steps = steps
        fixedBounds = filling?.order == .time && scale == .bill ? Bounds(steps) : nil
    }
}

extension PlannedBlocks {
    /// The usage that intervals fill the blocks with in order of time, or nil.
    var chronologicalUsage: Int? {
        guard let filling, filling.order == .time, filling.usage >= 0 else { return nil }
        return filling.usage
    }

    /// The upper bound of each block, none for the open one, and the bounds in millionths.
    struct Bounds: Sendable {
        let uppers: [Exact?]
        let limits: [Int64]
    }
}

extension PlannedBlocks.Bounds {
    /// Nil unless all bounds are plain figures that do not fall.
    fileprivate init?(_ steps: [PlannedBlocks.Step]) {
        var (uppers, limits): ([Exact?], [Int64]) = ([], [])
        for step in steps {
            guard let bound = step.upTo else {
                uppers.append(nil)
                continue
            }
            guard case .constant(let upper) = bound.shape,
                let limit = try? upper.scaled(by: 1_000_000, .halfUp), limit >= limits.last ?? limit
            else { return nil }
            uppers.append(upper)
            limits.append(limit)
        }
        (self.uppers, self.limits) = (uppers, limits)
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
