import Measures

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
