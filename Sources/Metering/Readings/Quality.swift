/// How far a value can be trusted. Worst wins when values are added up (rule B2.7).
///
/// Raw values are stored: they never change. A larger one is better.
package enum Quality: UInt8, Sendable, Hashable, Comparable, CaseIterable {
    case missing = 0
    case questionable = 1
    case estimated = 2
    case substituted = 3
    case derived = 4
    case actual = 5

    package static func < (a: Quality, b: Quality) -> Bool { a.rawValue < b.rawValue }

    /// The quality of a sum of both.
    package static func worst(_ a: Quality, _ b: Quality) -> Quality { min(a, b) }

    /// Missing is never billed (rule B2.6); questionable waits for a person.
    package var isBillable: Bool { self >= .estimated }

    /// Whether a bill using it shows an estimated element (rule B2.7).
    package var isShownAsEstimated: Bool { self <= .substituted }
}

extension Sequence where Element == Quality {
    /// The worst of all, or nil of none.
    package var worst: Quality? { self.min() }
}

/// A quality together with the number of the method behind it, where the source names one.
package struct QualityFlag: Sendable, Hashable {
    package let quality: Quality
    /// NEM12 method number (11 to 75), or 0 where there is none.
    package let method: UInt8

    package init(_ quality: Quality, method: UInt8 = 0) {
        self.quality = quality
        self.method = method
    }

    package static let actual = QualityFlag(.actual)
    package static let missing = QualityFlag(.missing)
}
