import CCrypto
package import Ledger
package import Measures

/// SHA-256 by the system's libcrypto.
package enum SHA256 {
    /// SHA-256 as the function that rule rooms take as a parameter.
    package static let function: HashFunction = { digest(of: $0) }

    package static func digest(of bytes: UnsafeRawBufferPointer) -> Digest {
        var state = SHA256_CTX()
        SHA256_Init(&state)
        SHA256_Update(&state, bytes.baseAddress, bytes.count)
        return Digest {
            SHA256_Final($0.baseAddress?.assumingMemoryBound(to: UInt8.self), &state)
        }
    }

    package static func digest(of bytes: [UInt8]) -> Digest {
        bytes.withUnsafeBytes { digest(of: $0) }
    }

    /// The digest of two pieces of bytes as if they were one.
    fileprivate static func digest(of bytes: [UInt8], after head: [UInt8]) -> Digest {
        var state = SHA256_CTX()
        SHA256_Init(&state)
        SHA256_Update(&state, head, head.count)
        SHA256_Update(&state, bytes, bytes.count)
        return Digest {
            SHA256_Final($0.baseAddress?.assumingMemoryBound(to: UInt8.self), &state)
        }
    }
}

extension Link {
    /// The next link of the journal, for a page with these bytes.
    package func next(holding bytes: [UInt8], naming event: EventMark? = nil) -> Link {
        next(
            digest: SHA256.digest(of: bytes, after: headOfNext(naming: event)), naming: event)
    }
}

/// A digest computed piece by piece, for files larger than memory.
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

    /// The digest of everything added. To be called once.
    package func finish() -> Digest {
        Digest { EVP_DigestFinal_ex(context, $0.baseAddress, nil) }
    }
}
