package import Measures

/// Which rules of validation failed, as a set of bits in the order the rules run (rules B3).
///
/// A set so that a million clean readings cost no allocation. `Finding`s are made from it.
package struct ValidationFailures: OptionSet, Sendable, Hashable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let missing = ValidationFailures(rawValue: 1 << 0)
    package static let identity = ValidationFailures(rawValue: 1 << 1)
    package static let date = ValidationFailures(rawValue: 1 << 2)
    package static let duplicate = ValidationFailures(rawValue: 1 << 3)
    package static let format = ValidationFailures(rawValue: 1 << 4)
    package static let backward = ValidationFailures(rawValue: 1 << 5)
    package static let rollover = ValidationFailures(rawValue: 1 << 6)
    package static let high = ValidationFailures(rawValue: 1 << 7)
    package static let low = ValidationFailures(rawValue: 1 << 8)
    package static let zero = ValidationFailures(rawValue: 1 << 9)
    package static let vacantUse = ValidationFailures(rawValue: 1 << 10)
    package static let stopped = ValidationFailures(rawValue: 1 << 11)
    package static let spike = ValidationFailures(rawValue: 1 << 12)
    package static let intervalSum = ValidationFailures(rawValue: 1 << 13)
    package static let gap = ValidationFailures(rawValue: 1 << 14)
    package static let clockChange = ValidationFailures(rawValue: 1 << 15)
    package static let surplusIntervals = ValidationFailures(rawValue: 1 << 16)
    package static let intervalLimit = ValidationFailures(rawValue: 1 << 17)
    package static let oddExport = ValidationFailures(rawValue: 1 << 18)
    package static let registerSum = ValidationFailures(rawValue: 1 << 19)
    package static let swapped = ValidationFailures(rawValue: 1 << 20)
    package static let estimateRun = ValidationFailures(rawValue: 1 << 21)
    package static let noRemoval = ValidationFailures(rawValue: 1 << 22)

    /// There is no use to bill where one of these stands.
    package static let withoutAdvance = ValidationFailures(
        rawValue: missing.rawValue | backward.rawValue | format.rawValue)

    /// The failing rule that runs first, alone.
    package var first: ValidationFailures {
        ValidationFailures(rawValue: rawValue & (~rawValue &+ 1))
    }

    /// Each failing rule alone, in the order the rules run.
    package var each: [ValidationFailures] {
        (0..<UInt32(ValidationFailures.catalogue.count)).map {
            ValidationFailures(rawValue: 1 << $0)
        }.filter(contains)
    }
}

extension ValidationFailures {
    /// Codes and rules, one row a bit. Five codes are ours because rules D2 has none for them:
    /// RD-FORMAT, IV-DUP, IV-LIMIT, REG-SUM and EXPORT-ODD (named in B3.12).
    private static let catalogue: [(code: Finding.Code, rule: String)] = [
        (Finding.Code("RD-MISSING"), "B1"), (Finding.Code("RD-SERIAL"), "B3.1"),
        (Finding.Code("RD-DATE"), "B3.2"), (Finding.Code("RD-DUP"), "B3.2"),
        (Finding.Code("RD-FORMAT"), "B3.3"), (Finding.Code("RD-NEG"), "B3.4"),
        (Finding.Code("RD-ROLL"), "B3.4"), (Finding.Code("RD-HIGH"), "B3.5"),
        (Finding.Code("RD-LOW"), "B3.5"), (Finding.Code("RD-ZERO"), "B3.6"),
        (Finding.Code("AC-VACANT"), "B3.6"), (Finding.Code("RD-STOP"), "B3.7"),
        (Finding.Code("IV-SPIKE"), "B3.8"), (Finding.Code("IV-SUM"), "B3.9"),
        (Finding.Code("IV-GAP"), "B3.10"), (Finding.Code("IV-DST"), "B3.10"),
        (Finding.Code("IV-DUP"), "B3.10"), (Finding.Code("IV-LIMIT"), "B3.11"),
        (Finding.Code("EXPORT-ODD"), "B3.12"), (Finding.Code("REG-SUM"), "B3.13"),
        (Finding.Code("REG-SWAP"), "B3.13"), (Finding.Code("EST-RUN"), "B3.14"),
        (Finding.Code("MX-NOREM"), "A6.3"),
    ]

    /// Every code this room can find, in the order the rules run.
    package static var codes: [Finding.Code] { catalogue.map(\.code) }

    /// The catalogue code of a single doubt.
    package var code: Finding.Code { ValidationFailures.catalogue[index].code }
    /// The numbered rule of a single doubt.
    package var rule: String { ValidationFailures.catalogue[index].rule }

    private var index: Int {
        precondition(rawValue.nonzeroBitCount == 1, "a code belongs to one doubt")
        return rawValue.trailingZeroBitCount
    }

    /// The doubts with this catalogue code, or none.
    package init(code: Finding.Code) {
        let index = ValidationFailures.catalogue.firstIndex { $0.code == code }
        self.init(rawValue: index.map { 1 << UInt32($0) } ?? 0)
    }

    /// The finding of a single doubt, blocking as the gates say.
    func finding(_ limits: ValidationLimits, _ figures: [NamedFigure]) -> Finding {
        Finding(
            code, limits.blocking.contains(self) ? .blocking : .warning, rule: rule,
            figures: figures)
    }
}
