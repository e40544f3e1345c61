/// The source of salts: unpredictable bytes. The executable hands in `system`; tests hand in their
/// own.
package struct Salts: Sendable {
    /// 16 bytes, so that a value committed to with a salt cannot be found by trying values.
    package let next: @Sendable () -> [UInt8]

    package init(next: @escaping @Sendable () -> [UInt8]) { self.next = next }

    /// The system's secure random source.
    package static let system = Salts {
        var random = SystemRandomNumberGenerator()
        let words: [UInt64] = [random.next(), random.next()]
        return words.withUnsafeBytes { Array($0) }
    }

    package static let size = 16
}
