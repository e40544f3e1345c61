import Measures

extension Rater {
    /// What was worked out before and still holds, so that it is not worked out again.
    ///
    /// Usages and quantities hold in one scope, blocks for one account, a price on the days until
    /// it changes. A new rater has an empty memo and gives the same bills.
    struct Memo {
        /// Prices that depend on nothing but the day, with the days for which each was looked up.
        var prices: [PriceRows.Stretch]
        /// Whether each derived quantity was worked out in the present scope.
        var isPrepared: [Bool]
        /// Blocks filled in order of time, once for all the bands of an account.
        var blocks = BlockUsage()
        private var usages: [Exact]
        private var isMeasured: [Bool]

        init(_ plan: TariffPlan) {
            prices = Array(repeating: PriceRows.Stretch.none, count: plan.prices.count)
            isPrepared = Array(repeating: false, count: plan.quantities.count)
            usages = Array(repeating: .zero, count: plan.usageNames.count)
            isMeasured = Array(repeating: false, count: plan.usageNames.count)
        }
    }
}

extension Rater.Memo {
    @inline(__always)
    func price(_ slot: Int, on day: Int32) -> Exact? {
        let known = prices[slot]
        return known.from <= day && day < known.upTo ? known.value : nil
    }

    @inline(__always)
    func usage(_ slot: Int) -> Exact? { isMeasured[slot] ? usages[slot] : nil }

    mutating func keep(_ usage: Exact, ofUsage slot: Int) {
        usages[slot] = usage
        isMeasured[slot] = true
    }

    /// Whether the account's intervals were filled into blocks that end at these limits.
    func hasBlocks(upTo limits: [Int64]) -> Bool { blocks.isReady && blocks.limits == limits }

    mutating func forgetScope() {
        for slot in isPrepared.indices { isPrepared[slot] = false }
        for slot in isMeasured.indices { isMeasured[slot] = false }
    }

    mutating func forgetAccount() {
        blocks.forget()
        forgetScope()
    }
}
