package import Measures

/// A place in a chain: the number of a link and its digest.
package struct EventMark: Sendable, Hashable {
    package let number: Int64
    package let digest: Digest

    package init(number: Int64, digest: Digest) {
        self.number = number
        self.digest = digest
    }
}

/// One link of the journal: the digest of what it holds and of the link before it.
package struct Link: Sendable, Hashable {
    package let sequence: Int64
    package let previous: Digest
    package let digest: Digest
    /// The last event known when it was linked. Nil of links from before events were chained.
    package let event: EventMark?

    package init(
        sequence: Int64, previous: Digest, digest: Digest, event: EventMark? = nil
    ) {
        self.sequence = sequence
        self.previous = previous
        self.digest = digest
        self.event = event
    }

    /// The link before the first.
    package static let origin = Link(sequence: 0, previous: .none, digest: .none)

    /// The link that follows this one and holds `bytes`: SHA-256 over the previous digest, the
    /// sequence number, the event it names, where it names one, and the bytes.
    package func next(
        holding bytes: [UInt8], naming event: EventMark? = nil, hash: HashFunction
    ) -> Link {
        let content = headOfNext(naming: event) + bytes
        return next(digest: content.withUnsafeBytes(hash), naming: event)
    }

    /// What is hashed before the bytes that the next link holds. The content of a page never
    /// begins with the word that stands before an event.
    package func headOfNext(naming event: EventMark?) -> [UInt8] {
        var head = CanonicalWriter(room: 128)
        head.write(digest)
        head.write(sequence + 1)
        if let event {
            head.write("knows event")
            head.write(event.number)
            head.write(event.digest)
        }
        return head.bytes
    }

    /// The link that follows this one and has a digest.
    package func next(digest: Digest, naming event: EventMark? = nil) -> Link {
        Link(sequence: sequence + 1, previous: self.digest, digest: digest, event: event)
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
        let own = self.next(holding: bytes, naming: next.event, hash: hash)
        try verify(next, digest: own.digest)
    }

    /// The same of a link whose `digest` was worked out already: from its content, and from the
    /// number and the digest that it names as those before it.
    package func verify(_ next: Link, digest: Digest) throws(ChainBroken) {
        guard next.sequence == sequence + 1 else { throw .missing(sequence: sequence + 1) }
        guard next.previous == self.digest else { throw .previousDiffers(sequence: next.sequence) }
        guard digest == next.digest else { throw .contentDiffers(sequence: next.sequence) }
    }
}
