package import Billing
package import Measures
import Metering
import Yams

/// A policy file that cannot be read, with every mistake found.
package struct PolicyRefused: Error, Hashable, Sendable, CustomStringConvertible {
    package let faults: [YAMLFault]
    package var description: String { faults.map(\.description).joined(separator: "\n") }
}

extension BillingPolicy {
    /// Reads a billing policy (see `Docs/formats/policy.md`); what it leaves out stays as the
    /// rulebook has it on `day`. Where `schemes` are given, texts may name those only.
    package static func read(
        yaml: String, file: String, on day: Day, schemes: [String]? = nil
    ) throws(PolicyRefused) -> BillingPolicy {
        let page = YAMLPage(file: file)
        let policy = page.compose(yaml).map {
            PolicyReader(page: page, schemes: schemes).policy($0, BillingPolicy(on: day))
        }
        guard let policy, page.faults.isEmpty else { throw PolicyRefused(faults: page.faults) }
        return policy
    }
}

private struct PolicyReader {
    let page: YAMLPage
    let schemes: [String]?

    private static let keys = [
        "read_window_days", "estimates", "late_after_days", "payment_days", "sla_days",
        "batch_size", "limits", "validation", "printing", "language", "texts",
    ]

    func policy(_ root: Node, _ defaults: BillingPolicy) -> BillingPolicy {
        let parts = page.mapping(root, [], known: PolicyReader.keys)
        var policy = defaults
        set(&policy.readWindow, parts["read_window_days"], ["read_window_days"], 0...60)
        policy.estimates = page.flag(parts["estimates"], ["estimates"]) ?? policy.estimates
        set(&policy.lateAfter, parts["late_after_days"], ["late_after_days"], 0...365)
        set(&policy.paymentDays, parts["payment_days"], ["payment_days"], 0...120)
        set(&policy.slaDays, parts["sla_days"], ["sla_days"], 0...60)
        set(&policy.batchSize, parts["batch_size"], ["batch_size"], 1...50_000)
        if let node = parts["limits"] { limits(node, &policy.limits) }
        if let node = parts["validation"] { validation(node, &policy) }
        if let node = parts["printing"] { printing(node, &policy.printing) }
        policy.texts = TextsReader(page: page, schemes: schemes)
            .texts(parts["texts"], language: parts["language"])
        return policy
    }

    private func limits(_ node: Node, _ limits: inout BillLimits) {
        let known = ["review_above", "longest_days", "shortest_days", "times_last_bill"]
        let parts = page.mapping(node, ["limits"], known: known)
        if let amount = page.number(parts["review_above"], ["limits", "review_above"]) {
            limits.reviewAbove = try? amount.scaled(by: 100, .down)
        }
        limits.longestDays =
            count(parts["longest_days"], ["limits"], 1...2000)
            ?? limits.longestDays
        limits.shortestDays =
            count(parts["shortest_days"], ["limits"], 1...2000)
            ?? limits.shortestDays
        limits.timesLastBill =
            count(parts["times_last_bill"], ["limits"], 2...1000)
            .map { Int64($0) } ?? limits.timesLastBill
    }

    private func printing(_ node: Node, _ printing: inout PrintingPolicy) {
        let parts = page.mapping(node, ["printing"], known: ["bill_address", "font_folders"])
        if let address = page.text(parts["bill_address"], ["printing", "bill_address"]) {
            if !address.hasPrefix("https://") || !address.contains("{number}") {
                page.note(
                    "expected an address such as https://example.org/bill/{number}",
                    ["printing", "bill_address"], parts["bill_address"])
            }
            printing.billAddress = address
        }
        if let node = parts["font_folders"] {
            printing.fontFolders = page.texts(node, ["printing", "font_folders"])
        }
    }

    private func validation(_ node: Node, _ policy: inout BillingPolicy) {
        for (name, node) in page.entries(node, ["validation"]) {
            guard let commodity = Commodity(rawValue: name) else {
                page.note("expected water, gas, electricity or heat", ["validation", name], node)
                continue
            }
            var limits = policy.validationLimits[commodity] ?? ValidationLimits()
            self.limits(node, ["validation", name], &limits)
            policy.validationLimits[commodity] = limits
        }
    }

    private static let gateKeys = [
        "high_percent", "high_floor", "high_floor_per_day", "low_percent", "low_floor_per_day",
        "zero_expected_at_least", "unchanged_reads", "estimates_in_a_row", "spike_ratio",
        "spike_above", "off",
    ]

    private func limits(_ node: Node, _ path: [String], _ limits: inout ValidationLimits) {
        let parts = page.mapping(node, path, known: PolicyReader.gateKeys)
        set(&limits.high.percent, parts["high_percent"], path)
        set(&limits.high.floor, parts["high_floor"], path)
        set(&limits.high.floorPerDay, parts["high_floor_per_day"], path)
        set(&limits.low.percent, parts["low_percent"], path)
        set(&limits.low.floorPerDay, parts["low_floor_per_day"], path)
        set(&limits.zeroExpectedAtLeast, parts["zero_expected_at_least"], path)
        set(&limits.unchangedReads, parts["unchanged_reads"], path, 1...100)
        set(&limits.estimatesInARow, parts["estimates_in_a_row"], path, 1...100)
        spikes(parts, path, &limits.intervals)
        for word in page.texts(parts["off"], path + ["off"]) {
            let failure = ValidationFailures(code: Finding.Code(word))
            if failure.isEmpty {
                page.note("no such finding: \(word)", path + ["off"], parts["off"])
            }
            limits.off.formUnion(failure)
        }
    }

    private func spikes(
        _ parts: [String: Node], _ path: [String], _ limits: inout IntervalLimits
    ) {
        if let node = parts["spike_ratio"] {
            let isOff = page.text(node, path + ["spike_ratio"]) == "off"
            let ratio = isOff ? nil : page.number(node, path + ["spike_ratio"])
            limits.spikeRatio = ratio.flatMap { try? $0.scaled(by: 1000, .halfUp) }
        }
        if let value = quantity(parts["spike_above"], path) { limits.spikeAbove = value }
    }

    private func quantity(_ node: Node?, _ path: [String]) -> Quantity? {
        guard let number = page.number(node, path) else { return nil }
        if let quantity = Quantity(exactly: number) { return quantity }
        page.note("a quantity has at most six places", path, node)
        return nil
    }

    private func set(_ value: inout Quantity, _ node: Node?, _ path: [String]) {
        if let quantity = quantity(node, path) { value = quantity }
    }

    private func set(_ value: inout Int64, _ node: Node?, _ path: [String]) {
        if let number = count(node, path, 0...100_000) { value = Int64(number) }
    }

    private func set(
        _ value: inout Int, _ node: Node?, _ path: [String], _ range: ClosedRange<Int>
    ) {
        if let number = count(node, path, range) { value = number }
    }

    private func count(_ node: Node?, _ path: [String], _ range: ClosedRange<Int>) -> Int? {
        guard let node, let text = page.text(node, path) else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        page.note(
            "expected a whole number from \(range.lowerBound) to \(range.upperBound)",
            path, node)
        return nil
    }
}
