/// The source of salts: unpredictable bytes. The executable hands in `system`; tests hand in their
/// own.
package struct Salts: Sendable {
    /// 16 bytes, so that a value committed to with a salt cannot be found by trying values.
    package let next: @Sendable () -> [UInt8]

    package init(next: @escaping @Sendable () -> [UInt8]) { self.next = next }

    /// The system's secure random source.
    package static let system = Salts {
        var random = SystemRandomNumberGenerator()
        return (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    package static let size = 16
}
