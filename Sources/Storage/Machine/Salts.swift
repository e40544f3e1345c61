/// Where salts come from: bytes that nobody can guess. The edge hands in the system's; tests hand
/// in their own.
package struct Salts: Sendable {
    /// 16 bytes: values that hide behind them cannot be tried out.
    package let next: @Sendable () -> [UInt8]

    package init(next: @escaping @Sendable () -> [UInt8]) { self.next = next }

    /// The system's secure random source.
    package static let system = Salts {
        var random = SystemRandomNumberGenerator()
        return (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    package static let size = 16
}
