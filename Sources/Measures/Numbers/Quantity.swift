/// An exact quantity as meters and bills know it: whole millionths of its unit.
///
/// Readings, advances and interval values are quantities; the unit stands beside them,
/// on the register or the usage. Up to about nine million million units.
package struct Quantity: Sendable, Hashable, Comparable {
    package var millionths: Int64

    @inlinable package init(millionths: Int64) { self.millionths = millionths }
    package init(_ whole: Int) { millionths = Int64(whole) * 1_000_000 }

    /// Reads a plain decimal of at most six places and twelve digits before the point.
    package init?(_ text: String) {
        guard let exact = Exact(text), let value = Quantity(exactly: exact) else { return nil }
        self = value
    }

    package init?(_ text: some StringProtocol) { self.init(String(text)) }

    /// The same value, or nil where it needs more than six places or is out of range.
    package init?(exactly value: Exact) {
        if let n = Int64(exactly: value.numerator), let d = Int64(exactly: value.denominator),
            d > 0, 1_000_000 % d == 0
        {
            let (millionths, overflow) = n.multipliedReportingOverflow(by: 1_000_000 / d)
            if !overflow {
                self.millionths = millionths
                return
            }
        }
        let lowest = value.reduced
        guard !value.isOutOfRange, 1_000_000 % lowest.denominator == 0 else { return nil }
        guard let scaled = try? lowest.scaled(by: 1_000_000, .down) else { return nil }
        millionths = scaled
    }

    package static let zero = Quantity(millionths: 0)

    @inlinable package var exact: Exact { Exact(Int128(millionths), over: 1_000_000) }

    @inlinable package static func < (a: Quantity, b: Quantity) -> Bool {
        a.millionths < b.millionths
    }
    @inlinable package static func + (a: Quantity, b: Quantity) -> Quantity {
        Quantity(millionths: a.millionths + b.millionths)
    }
    @inlinable package static func - (a: Quantity, b: Quantity) -> Quantity {
        Quantity(millionths: a.millionths - b.millionths)
    }
    package static func += (a: inout Quantity, b: Quantity) { a = a + b }
}

extension Quantity: CustomStringConvertible {
    package var description: String { exact.text }
}

/// A unit of measure by the symbol that meters, files and price sheets print.
package struct Unit: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ symbol: String) { rawValue = symbol }

    package static let kWh = Unit("kWh")
    package static let kVArh = Unit("kVArh")
    package static let kW = Unit("kW")
    package static let kVA = Unit("kVA")
    package static let MWh = Unit("MWh")
    package static let m3 = Unit("m3")
    package static let kL = Unit("kL")
    package static let day = Unit("day")

    package var description: String { rawValue }
}
