import Measures

/// A commitment to a value (who, to what, why): SHA-256 over a salt and the value. Value and salt
/// can be erased; the digest stays in the chain.
struct Commitment: Sendable, Hashable {
    let digest: Digest
    /// Nil after erasure.
    let salt: [UInt8]?

    /// A commitment to `value`.
    init(_ value: String, salt: [UInt8]) {
        digest = SHA256.digest(of: salt + Array(value.utf8))
        self.salt = salt
    }

    init(stored digest: Digest, salt: [UInt8]?) {
        self.digest = digest
        self.salt = salt
    }

    /// Whether the commitment is to `value`; after erasure, whether `value` is empty.
    func holds(_ value: String) -> Bool {
        guard let salt else { return value.isEmpty }
        return Commitment(value, salt: salt).digest == digest
    }
}
