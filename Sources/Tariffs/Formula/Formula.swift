package import Measures

/// An exact calculation as the price sheet states it, such as
/// `max(0, kVArh - 0.3287 * kWh)` or `if power_factor < 0.95 then 1 else 0`.
package indirect enum Formula: Sendable, Hashable {
    package enum Operator: String, Sendable, Hashable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case less = "<"
        case lessOrEqual = "<="
        case equal = "="
        case notEqual = "!="
        case moreOrEqual = ">="
        case more = ">"
        case and, or
    }

    case number(Exact)
    /// A word in quotes, compared with a choice.
    case word(String, at: Int)
    case name(String, at: Int)
    case negate(Formula)
    case not(Formula)
    case pair(Operator, Formula, Formula)
    case choose(Formula, then: Formula, otherwise: Formula)
    case call(String, [Formula], at: Int)
}

/// Why a text is not a formula, and where: bytes from its beginning.
package struct FormulaRefused: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case expectedValue
        case expectedWord(String)
        case unexpected(String)
        case badNumber(String)
        case tooDeep
    }

    package let reason: Reason
    package let at: Int
}
