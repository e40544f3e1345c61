package import Measures

/// One link of the journal: the digest of what it holds and of the link before it.
package struct Link: Sendable, Hashable {
    package let sequence: Int64
    package let previous: Digest
    package let digest: Digest

    package init(sequence: Int64, previous: Digest, digest: Digest) {
        self.sequence = sequence
        self.previous = previous
        self.digest = digest
    }

    /// The link before the first.
    package static let origin = Link(sequence: 0, previous: .none, digest: .none)

    /// The link that follows this one and holds `bytes`:
    /// SHA-256 over the previous digest, the sequence number and the bytes.
    package func next(holding bytes: [UInt8], hash: HashFunction) -> Link {
        var content = CanonicalWriter(room: bytes.count + 64)
        content.write(digest)
        content.write(sequence + 1)
        bytes.withUnsafeBytes { content.write(raw: $0) }
        let digest = content.withBytes(hash)
        return Link(sequence: sequence + 1, previous: self.digest, digest: digest)
    }
}

/// The first place where a chain does not hold.
package enum ChainBroken: Error, Hashable, Sendable {
    case missing(sequence: Int64)
    case previousDiffers(sequence: Int64)
    case contentDiffers(sequence: Int64)
}

extension Link {
    /// Checks that `next` follows this link and holds `bytes`.
    package func verify(
        _ next: Link, holding bytes: [UInt8], hash: HashFunction
    ) throws(ChainBroken) {
        guard next.sequence == sequence + 1 else { throw .missing(sequence: sequence + 1) }
        guard next.previous == digest else { throw .previousDiffers(sequence: next.sequence) }
        guard self.next(holding: bytes, hash: hash).digest == next.digest else {
            throw .contentDiffers(sequence: next.sequence)
        }
    }
}
