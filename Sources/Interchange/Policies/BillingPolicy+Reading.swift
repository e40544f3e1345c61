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
        let document = YAMLDocument(file: file)
        let policy = document.compose(yaml).map {
            PolicyReader(document: document, schemes: schemes).policy($0, BillingPolicy(on: day))
        }
        guard let policy, document.faults.isEmpty else {
            throw PolicyRefused(faults: document.faults)
        }
        return policy
    }
}

private struct PolicyReader {
    let document: YAMLDocument
    let schemes: [String]?

    private static let keys = [
        "read_window_days", "estimates", "late_after_days", "payment_days", "sla_days",
        "batch_size", "limits", "validation", "printing", "language", "texts",
    ]

    func policy(_ root: Node, _ defaults: BillingPolicy) -> BillingPolicy {
        let parts = document.mapping(root, [], known: PolicyReader.keys)
        var policy = defaults
        set(
            &policy.readWindow, from: parts["read_window_days"], at: ["read_window_days"],
            within: 0...60)
        policy.estimates = document.flag(parts["estimates"], ["estimates"]) ?? policy.estimates
        set(
            &policy.lateAfter, from: parts["late_after_days"], at: ["late_after_days"],
            within: 0...365)
        set(&policy.paymentDays, from: parts["payment_days"], at: ["payment_days"], within: 0...120)
        set(&policy.slaDays, from: parts["sla_days"], at: ["sla_days"], within: 0...60)
        set(&policy.batchSize, from: parts["batch_size"], at: ["batch_size"], within: 1...50_000)
        if let node = parts["limits"] { limits(node, &policy.limits) }
        if let node = parts["validation"] { validation(node, &policy) }
        if let node = parts["printing"] { printing(node, &policy.printing) }
        policy.texts = TextsReader(document: document, schemes: schemes)
            .texts(parts["texts"], language: parts["language"])
        return policy
    }

    private func limits(_ node: Node, _ limits: inout BillLimits) {
        let known = ["review_above", "longest_days", "shortest_days", "times_last_bill"]
        let parts = document.mapping(node, ["limits"], known: known)
        if let amount = document.number(parts["review_above"], ["limits", "review_above"]) {
            limits.reviewAbove = try? amount.scaled(by: 100, .down)
        }
        limits.longestDays =
            count(parts["longest_days"], at: ["limits"], within: 1...2000)
            ?? limits.longestDays
        limits.shortestDays =
            count(parts["shortest_days"], at: ["limits"], within: 1...2000)
            ?? limits.shortestDays
        limits.timesLastBill =
            count(parts["times_last_bill"], at: ["limits"], within: 2...1000)
            .map { Int64($0) } ?? limits.timesLastBill
    }

    private func printing(_ node: Node, _ printing: inout PrintingPolicy) {
        let parts = document.mapping(node, ["printing"], known: ["bill_address", "font_folders"])
        if let address = document.text(parts["bill_address"], ["printing", "bill_address"]) {
            if !address.hasPrefix("https://") || !address.contains("{number}") {
                document.note(
                    "expected an address such as https://example.org/bill/{number}",
                    at: ["printing", "bill_address"], node: parts["bill_address"])
            }
            printing.billAddress = address
        }
        if let node = parts["font_folders"] {
            printing.fontFolders = document.texts(node, ["printing", "font_folders"])
        }
    }

    private func validation(_ node: Node, _ policy: inout BillingPolicy) {
        for (name, node) in document.entries(node, ["validation"]) {
            guard let commodity = Commodity(rawValue: name) else {
                document.note(
                    "expected water, gas, electricity or heat", at: ["validation", name], node: node
                )
                continue
            }
            var limits = policy.validationLimits[commodity] ?? ValidationLimits()
            self.limits(node, at: ["validation", name], into: &limits)
            policy.validationLimits[commodity] = limits
        }
    }

    private static let gateKeys = [
        "high_percent", "high_floor", "high_floor_per_day", "low_percent", "low_floor_per_day",
        "zero_expected_at_least", "unchanged_reads", "estimates_in_a_row", "spike_ratio",
        "spike_above", "off",
    ]

    private func limits(_ node: Node, at path: [String], into limits: inout ValidationLimits) {
        let parts = document.mapping(node, path, known: PolicyReader.gateKeys)
        set(&limits.high.percent, from: parts["high_percent"], at: path)
        set(&limits.high.floor, from: parts["high_floor"], at: path)
        set(&limits.high.floorPerDay, from: parts["high_floor_per_day"], at: path)
        set(&limits.low.percent, from: parts["low_percent"], at: path)
        set(&limits.low.floorPerDay, from: parts["low_floor_per_day"], at: path)
        set(&limits.zeroExpectedAtLeast, from: parts["zero_expected_at_least"], at: path)
        set(&limits.unchangedReads, from: parts["unchanged_reads"], at: path, within: 1...100)
        set(&limits.estimatesInARow, from: parts["estimates_in_a_row"], at: path, within: 1...100)
        spikes(parts, at: path, into: &limits.intervals)
        for word in document.texts(parts["off"], path + ["off"]) {
            let failure = ValidationFailures(code: Finding.Code(word))
            if failure.isEmpty {
                document.note("no such finding: \(word)", at: path + ["off"], node: parts["off"])
            }
            limits.off.formUnion(failure)
        }
    }

    private func spikes(
        _ parts: [String: Node], at path: [String], into limits: inout IntervalLimits
    ) {
        if let node = parts["spike_ratio"] {
            let isOff = document.text(node, path + ["spike_ratio"]) == "off"
            let ratio = isOff ? nil : document.number(node, path + ["spike_ratio"])
            limits.spikeRatio = ratio.flatMap { try? $0.scaled(by: 1000, .halfUp) }
        }
        if let value = quantity(parts["spike_above"], path) { limits.spikeAbove = value }
    }

    private func quantity(_ node: Node?, _ path: [String]) -> Quantity? {
        guard let number = document.number(node, path) else { return nil }
        if let quantity = Quantity(exactly: number) { return quantity }
        document.note("a quantity has at most six places", at: path, node: node)
        return nil
    }

    private func set(_ value: inout Quantity, from node: Node?, at path: [String]) {
        if let quantity = quantity(node, path) { value = quantity }
    }

    private func set(_ value: inout Int64, from node: Node?, at path: [String]) {
        if let number = count(node, at: path, within: 0...100_000) { value = Int64(number) }
    }

    private func set(
        _ value: inout Int, from node: Node?, at path: [String], within range: ClosedRange<Int>
    ) {
        if let number = count(node, at: path, within: range) { value = number }
    }

    private func count(_ node: Node?, at path: [String], within range: ClosedRange<Int>) -> Int? {
        guard let node, let text = document.text(node, path) else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        document.note(
            "expected a whole number from \(range.lowerBound) to \(range.upperBound)",
            at: path, node: node)
        return nil
    }
}
