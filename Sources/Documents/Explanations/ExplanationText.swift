package import Measures

/// Workings told in plain text: where a figure comes from, step by step.
package enum ExplanationText {
    /// The steps of one working: each the result with its source, and below it the calculation.
    package static func steps(_ working: Working, width: Int = 80) -> [String] {
        working.explainedSteps.enumerated().flatMap { index, step in
            lines(of: step, number: index + 1, width: width)
        }
    }

    /// One figure with its amount and its steps.
    package static func figure(
        _ label: String, amount: String, working: Working?, width: Int = 80
    ) -> String {
        var lines = ends(label.harmless, amount, width: width)
        if let working {
            lines += steps(working, width: width - 2).map { "  " + $0 }
        } else {
            lines.append("  No working was kept for this figure.")
        }
        return lines.map { trimmedEnd($0) + "\n" }.joined()
    }

    private static func lines(of step: ExplainedStep, number: Int, width: Int) -> [String] {
        let indent = String(repeating: " ", count: 4)
        let source = step.source.isEmpty ? "" : "[\(step.source)]".harmless
        let head = "\(number).".padded(to: 4) + "\(step.title) = \(step.result)".harmless
        let calculation = step.calculation.harmless
        let body = calculation.isEmpty ? [] : calculation.wrapped(to: width - 4)
        return ends(head, source, width: width) + body.map { indent + $0 }
    }

    /// One text at each end of the line, or the second on a line of its own where both do not fit.
    private static func ends(_ left: String, _ right: String, width: Int) -> [String] {
        let gap = width - left.columns - right.columns
        guard gap < 2 else { return [left + String(repeating: " ", count: gap) + right] }
        let first = left.columns > width ? left.wrapped(to: width) : [left]
        return first.prefix(1) + first.dropFirst().map { "    " + $0 }
            + right.wrapped(to: width - 4).map { $0.padded(to: width, rightAligned: true) }
    }
}
