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
        let content = headOfNext + bytes
        return next(digest: content.withUnsafeBytes(hash))
    }

    /// What is hashed before the bytes that the next link holds.
    package var headOfNext: [UInt8] {
        var head = CanonicalWriter(room: 64)
        head.write(digest)
        head.write(sequence + 1)
        return head.bytes
    }

    /// The link that follows this one and has a digest.
    package func next(digest: Digest) -> Link {
        Link(sequence: sequence + 1, previous: self.digest, digest: digest)
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
        try verify(next, digest: self.next(holding: bytes, hash: hash).digest)
    }

    /// The same of a link whose `digest` was worked out already: from its content, and from the
    /// number and the digest that it names as those before it.
    package func verify(_ next: Link, digest: Digest) throws(ChainBroken) {
        guard next.sequence == sequence + 1 else { throw .missing(sequence: sequence + 1) }
        guard next.previous == self.digest else { throw .previousDiffers(sequence: next.sequence) }
        guard digest == next.digest else { throw .contentDiffers(sequence: next.sequence) }
    }
}
