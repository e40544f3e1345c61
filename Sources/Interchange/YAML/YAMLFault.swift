import Measures

/// One mistake in a YAML file: where it is, what stands there, what the rule is, what to do.
package struct YAMLFault: Error, Hashable, Sendable, CustomStringConvertible {
    package var file: String
    /// From 1; 0 where the file as a whole is meant.
    package var line: Int
    package var column: Int
    /// The path of keys, such as `charges.2.price`.
    package var field: String
    package var value: String
    package var rule: String
    package var suggestion: String?

    /// `file:line:column: field: rule (found "value"); did you mean "x"?`
    package var description: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        let found = value.isEmpty ? "" : " (found \"\(value)\")"
        let hint = suggestion.map { "; \($0)" } ?? ""
        return "\(place): \(field.isEmpty ? "file" : field): \(rule)\(found)\(hint)".shown
    }
}

/// A tariff book or bill case that cannot be used, with every mistake found in it.
package struct TariffBookRefused: Error, Hashable, Sendable, CustomStringConvertible {
    package let faults: [YAMLFault]

    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
