package import Measures

/// What one unit of a file is in a unit of ours: an exact fraction.
package struct UnitScale: Sendable, Hashable {
    package let numerator: Int64
    package let denominator: Int64

    /// One of the file's unit is `numerator / denominator` of ours; both above zero.
    package init(_ numerator: Int64, over denominator: Int64 = 1) {
        precondition(numerator > 0 && denominator > 0, "a scale is above zero")
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The same values in our unit, or the index of the first that millionths cannot hold;
    /// the values before that one are changed already then.
    package func normalise(_ values: inout [Int64]) -> Int? {
        guard numerator != denominator else { return nil }
        for index in values.indices {
            guard let scaled = normalise(values[index]) else { return index }
            values[index] = scaled
        }
        return nil
    }

    /// The same quantity in our unit, or nil where millionths cannot hold it.
    package func normalise(_ quantity: Quantity) -> Quantity? {
        normalise(quantity.millionths).map { Quantity(millionths: $0) }
    }

    private func normalise(_ value: Int64) -> Int64? {
        let (scaled, overflow) = value.multipliedReportingOverflow(by: numerator)
        return overflow || scaled % denominator != 0 ? nil : scaled / denominator
    }
}
