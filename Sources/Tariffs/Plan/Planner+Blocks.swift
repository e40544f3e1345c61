import Measures

extension Planner {
    mutating func planned(_ blocks: TariffBook.Blocks, _ path: [String]) -> PlannedBlocks {
        if blocks.steps.isEmpty { note(.noSteps, "", at: path) }
        var steps: [PlannedBlocks.Step] = []
        for (index, step) in blocks.steps.enumerated() {
            let at = path + ["steps", String(index)]
            let isLast = index == blocks.steps.count - 1
            if step.upTo == nil, !isLast { note(.blockNotLast, step.code, at: at) }
            if step.upTo != nil, isLast { note(.lastBlockBounded, step.code, at: at) }
            steps.append(
                PlannedBlocks.Step(
                    upTo: step.upTo.map { compiler.compile($0, path: at + ["up_to"]) },
                    price: compiler.compile(step.price, path: at + ["price"])))
        }
        let quantity = compiler.compile(blocks.quantity, path: path + ["of"])
        return PlannedBlocks(
            quantity: quantity, filling: filling(of: blocks, quantity, path), scale: blocks.scale,
            used: blocks.used.map { compiler.compile($0, path: path + ["used"]) }, steps: steps)
    }

    /// A part fills no blocks of a year, and only a usage is known interval by interval.
    private mutating func filling(
        of blocks: TariffBook.Blocks, _ quantity: Program, _ path: [String]
    ) -> PlannedBlocks.Filling? {
        guard let filling = blocks.filling else { return nil }
        if blocks.used != nil { note(.filledAndUsed, filling.whole, at: path + ["used"]) }
        var usage = -1
        if case .usage(let slot) = quantity.shape { usage = slot }
        if filling.order == .time, usage < 0 {
            note(.filledChronologicallyByFormula, blocks.quantity, at: path + ["of"])
        }
        return PlannedBlocks.Filling(
            whole: compiler.compile(filling.whole, path: path + ["filled_by"]),
            order: filling.order, usage: usage)
    }
}
