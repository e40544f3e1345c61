import CCrypto
package import Measures

/// SHA-256 by the machine's libcrypto.
package enum SHA256 {
    /// The function that the journal and the rule rooms are handed.
    package static let function: HashFunction = { digest(of: $0) }

    /// Looked up once: that takes as long as digesting a page. It never changes.
    nonisolated(unsafe) private static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

    package static func digest(of bytes: UnsafeRawBufferPointer) -> Digest {
        let output = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            EVP_Digest(bytes.baseAddress, bytes.count, buffer.baseAddress, nil, algorithm, nil)
            count = 32
        }
        return Digest(output)!
    }

    package static func digest(of bytes: [UInt8]) -> Digest {
        bytes.withUnsafeBytes { digest(of: $0) }
    }
}

/// A digest that is fed piece by piece, for files larger than the memory.
package final class RunningDigest {
    private let context: OpaquePointer

    package init() {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit { EVP_MD_CTX_free(context) }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// The digest of all that was fed. Asked for once, at the end.
    package func finish() -> Digest {
        let output = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            count = 32
        }
        return Digest(output)!
    }
}
