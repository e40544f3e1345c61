/// One figure as a rule saw it: what a finding compares and what a working shows.
package enum Figure: Sendable, Hashable {
    case quantity(Quantity, Unit)
    case exact(Exact, Unit?)
    case money(Money)
    case day(Day)
    case period(Period)
    case count(Int)
    case text(String)
}

/// A figure with its name, in the order a person would read them.
package struct NamedFigure: Sendable, Hashable {
    package let name: String
    package let figure: Figure

    package init(_ name: String, _ figure: Figure) {
        self.name = name
        self.figure = figure
    }
}

/// Something a person must decide or know. Data, not an error (design: findings are values).
package struct Finding: Sendable, Hashable {
    /// From the exceptions catalogue (rules D2), such as `RD-HIGH`. A code never changes.
    package struct Code: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
        package init(_ code: String) { rawValue = code }
        package var description: String { rawValue }
    }

    package enum Severity: String, Sendable, Hashable { case warning, blocking }

    package var code: Code
    package var severity: Severity
    /// The numbered rule that found it, such as `B3.5`.
    package var rule: String
    /// The numbers compared and the history they were compared with.
    package var figures: [NamedFigure]

    package init(
        _ code: Code, _ severity: Severity, rule: String, figures: [NamedFigure] = []
    ) {
        self.code = code
        self.severity = severity
        self.rule = rule
        self.figures = figures
    }
}

extension Figure: CustomStringConvertible {
    /// Plain text with the unit, for terminals, logs and tests.
    package var description: String {
        switch self {
        case .quantity(let value, let unit): return "\(value) \(unit)"
        case .exact(let value, let unit): return unit.map { "\(value.text) \($0)" } ?? value.text
        case .money(let amount): return "\(amount)"
        case .day(let day): return "\(day)"
        case .period(let period): return "\(period)"
        case .count(let count): return "\(count)"
        case .text(let text): return text
        }
    }
}
