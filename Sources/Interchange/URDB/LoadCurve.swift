import Measures

/// The power drawn over a standard year: a column of kW, one value for each step.
package struct LoadCurve: Sendable {
    /// What each step used, in whole millionths of a kWh.
    package let use: [Int64]
    package let minutes: Int

    /// Reads a file with the header `kW` and the 8,760 hours of a year of 365 days, or as many
    /// half-hours or quarter-hours.
    package init(csv: String, file: String) throws(LoadCurveRefused) {
        let lines = csv.split(omittingEmptySubsequences: false) { $0.isNewline }
        guard let header = lines.first, header == "kW" else {
            throw LoadCurveRefused(file: file, line: 1, rule: .header(String(lines.first ?? "")))
        }
        var values: [Exact] = []
        for (index, line) in lines.enumerated().dropFirst() {
            if line.isEmpty, index == lines.count - 1 { break }
            guard let value = Exact(line), !value.isNegative else {
                throw LoadCurveRefused(file: file, line: index + 1, rule: .value(String(line)))
            }
            values.append(value)
        }
        guard let steps = [1, 2, 4].first(where: { values.count == 8_760 * $0 }) else {
            throw LoadCurveRefused(file: file, line: 0, rule: .count(values.count))
        }
        minutes = 60 / steps
        var use: [Int64] = []
        for (index, value) in values.enumerated() {
            guard let millionths = try? (value / Exact(steps)).scaled(by: 1_000_000, .halfEven)
            else { throw LoadCurveRefused(file: file, line: index + 2, rule: .value(value.text)) }
            use.append(millionths)
        }
        self.use = use
    }
}

/// Why a load curve cannot be read, and where.
package struct LoadCurveRefused: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Rule: Hashable, Sendable {
        case header(String)
        case value(String)
        case count(Int)
    }

    package let file: String
    /// From 1; 0 where the file as a whole is meant.
    package let line: Int
    package let rule: Rule

    package var description: String {
        switch rule {
        case .header(let text):
            "\(file):1: kW: the one column is called kW (found \"\(text.prefix(40))\")"
        case .value(let text):
            "\(file):\(line): kW: expected a plain decimal, not below zero (found "
                + "\"\(text.prefix(40))\")"
        case .count(let count):
            "\(file): kW: a year of 365 days has 8760 hours, 17520 half-hours or 35040 "
                + "quarter-hours (found \"\(count)\" values)"
        }
    }
}
