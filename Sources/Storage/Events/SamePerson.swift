import Foundation

/// Whether two names are one person's, however they are written: without regard to case, to
/// accents put together from two signs, or to blanks around and between (rule D1.6).
package func isSamePerson(_ one: String?, _ other: String) -> Bool {
    one.map(nameAsCompared) == nameAsCompared(other)
}

private func nameAsCompared(_ name: String) -> String {
    name.precomposedStringWithCompatibilityMapping.lowercased()
        .split { $0.isWhitespace }.joined(separator: " ")
}
