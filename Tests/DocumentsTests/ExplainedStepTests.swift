import Documents
import Measures
import Testing

@Suite("Steps told to people")
struct ExplainedStepTests {
    static func step(
        _ formula: String, _ inputs: [NamedFigure], _ exact: Exact = .one,
        rounding: RoundingRule? = nil
    ) -> ExplainedStep {
        ExplainedStep(
            .init(
                .charge, "it", formula: formula, inputs: inputs, exact: exact,
                result: .exact(.one, nil), rounding: rounding, source: nil))
    }

    static func named(_ name: String, _ value: Int) -> NamedFigure {
        NamedFigure(name, .count(value))
    }

    @Test(
        "names in a formula become numbers, whole words only, the longest first",
        arguments: [
            ("a × b", ["a": 2, "b": 3], "2 × 3"),
            ("price × price cap", ["price": 2, "price cap": 9], "2 × 9"),
            ("used - used_before", ["used": 2, "used_before": 1], "2 - 1"),
            ("bar + a", ["a": 1], "bar + 1"),
            ("a1 × (a)", ["a": 1], "a1 × (1)"),
            ("ca", ["a": 1], ""),
        ] as [(String, [String: Int], String)]
    )
    func substitution(formula: String, inputs: [String: Int], expected: String) {
        let step = Self.step(formula, inputs.sorted { $0.key < $1.key }.map(Self.named))
        #expect(step.numbers == expected)
    }

    @Test("what the formula does not name is told after it")
    func notes() {
        let step = Self.step("a × 2", [Self.named("a", 4), Self.named("days", 30)], Exact(8))
        #expect(step.calculation == "a × 2 = 4 × 2 = 8, with days 30")
        #expect(Self.step("", [Self.named("days", 30)]).calculation == "days 30")
    }

    @Test("a part of a usage is told with its days")
    func parts() {
        let step = Self.step("", [Self.named("2024-10-01 to 2024-12-30", 52)])
        #expect(step.calculation == "1 October 2024 to 30 December 2024: 52")
        #expect(
            Self.step("", [Self.named("2024-12-30 to 2024-10-01", 1)]).calculation
                == "2024-12-30 to 2024-10-01 1")
    }

    @Test("a rounding names its places and its mode", arguments: Rounding.allCases)
    func rounding(mode: Rounding) {
        let step = Self.step(
            "", [], Exact(1, over: 3), rounding: RoundingRule(places: 1, mode: mode))
        #expect(step.calculation == "0.333333…, rounded \(mode.forPeople) to 1 place")
    }
}
