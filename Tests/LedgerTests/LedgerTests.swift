import Ledger
import Measures
import Testing

private func pounds(_ pence: Int64) -> Money { Money(minorUnits: pence, currency: .gbp) }
private let day = Day(number: 20_000)

@Suite("Entries (F5.1, F5.4)")
struct EntryTests {
    @Test("an entry that balances stands as it was given")
    func balances() throws {
        let postings = [
            Posting(.receivable, customer: 7, pounds(26_114)), Posting(.revenue, pounds(-24_870)),
            Posting(.vatOutput, pounds(-1244)),
        ]
        let entry = try Entry(day: day, reference: "N-1", postings: postings)
        #expect(entry.postings == postings && entry.day == day)
        #expect(entry.reference == "N-1" && entry.reverses == nil)
    }

    @Test("a penny more or less is refused by as much", arguments: [-1, 1] as [Int64])
    func doesNotBalance(by pence: Int64) {
        #expect(throws: Entry.Refused.doesNotBalance(by: pounds(pence))) {
            try Entry(
                day: day, reference: "N-1",
                postings: [
                    Posting(.receivable, pounds(100 + pence)), Posting(.revenue, pounds(-100)),
                ])
        }
    }

    @Test("nothing to book, or two currencies, is refused")
    func refused() {
        #expect(throws: Entry.Refused.noPostings) {
            try Entry(day: day, reference: "N-1", postings: [])
        }
        let dollars = Money(minorUnits: -100, currency: .aud)
        #expect(throws: Entry.Refused.mixesCurrencies) {
            try Entry(
                day: day, reference: "N-1",
                postings: [Posting(.receivable, pounds(100)), Posting(.revenue, dollars)])
        }
    }

    @Test("sums beyond the largest amount are refused, not wrapped to nothing")
    func overflow() {
        #expect(throws: Entry.Refused.doesNotBalance(by: pounds(.max))) {
            try Entry(
                day: day, reference: "N-1",
                postings: [
                    Posting(.receivable, pounds(.max)), Posting(.bank, pounds(.max)),
                    Posting(.revenue, pounds(2)),
                ])
        }
    }

    @Test("a reversal is the exact negative and names what it reverses")
    func reversal() throws {
        let entry = try Entry(
            day: day, reference: "N-1",
            postings: [
                Posting(.receivable, customer: 7, pounds(-163)), Posting(.revenue, pounds(163)),
            ])
        let back = entry.reversed(on: day + 3, reference: "C-1")
        #expect(back.reverses == "N-1" && back.reference == "C-1" && back.day == day + 3)
        for (one, other) in zip(entry.postings, back.postings) {
            #expect(one.account == other.account && one.customer == other.customer)
            #expect((one.amount + other.amount).minorUnits == 0)
        }
        #expect(back.reversed(on: day, reference: "N-2").postings == entry.postings)
    }
}

/// Not a hash to trust, but it notices every change of a byte or its place.
private let mixing: HashFunction = { input in
    var (state, out) = (UInt64(0xCBF2_9CE4_8422_2325), [UInt8]())
    for byte in input { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    for position in 0..<UInt64(32) {
        state = (state ^ position) &* 0x100_0000_01B3
        out.append(UInt8(truncatingIfNeeded: state >> 32))
    }
    return Digest(out) ?? .none
}

@Suite("The chained journal")
struct ChainTests {
    let contents: [[UInt8]] = [[1, 2, 3], [], [4], [4]]

    func chain() -> [Link] {
        contents.reduce(into: [Link.origin]) { links, bytes in
            links.append((links.last ?? .origin).next(holding: bytes, hash: mixing))
        }
    }

    /// Verifies as a reader would: link after link, each with the bytes stored for it.
    func verify(_ links: [Link], _ contents: [[UInt8]]) throws(ChainBroken) {
        for ((before, link), bytes) in zip(zip(links, links.dropFirst()), contents) {
            try before.verify(link, holding: bytes, hash: mixing)
        }
    }

    @Test("what was chained verifies; equal content has another digest at another place")
    func holds() throws {
        let links = chain()
        try verify(links, contents)
        #expect(links.map(\.sequence) == [0, 1, 2, 3, 4])
        #expect(Set(links.map(\.digest)).count == 5)
        #expect(links[1].previous == .none)
    }

    @Test("a digest covers the place as well as the content")
    func position() {
        func link(_ sequence: Int64) -> Link {
            Link(sequence: sequence, previous: .none, digest: .none).next(
                holding: [1], hash: mixing)
        }
        #expect(link(4).digest != link(5).digest)
        #expect(link(4).digest == link(4).digest)
    }

    @Test("an altered byte is found at its link", arguments: [0, 2, 3])
    func altered(index: Int) {
        var other = contents
        other[index][0] ^= 1
        #expect(throws: ChainBroken.contentDiffers(sequence: Int64(index + 1))) {
            try verify(chain(), other)
        }
    }

    @Test("a byte added to nothing is found")
    func added() {
        var other = contents
        other[1] = [0]
        #expect(throws: ChainBroken.contentDiffers(sequence: 2)) { try verify(chain(), other) }
    }

    @Test("a missing link is named")
    func missing() {
        var (links, other) = (chain(), contents)
        links.remove(at: 2)
        other.remove(at: 1)
        #expect(throws: ChainBroken.missing(sequence: 2)) { try verify(links, other) }
    }

    @Test("reordered links are found, also when they are numbered anew")
    func reordered() {
        var (links, other) = (chain(), contents)
        links.swapAt(1, 2)
        other.swapAt(0, 1)
        #expect(throws: ChainBroken.missing(sequence: 1)) { try verify(links, other) }
        links[1] = Link(sequence: 1, previous: links[1].previous, digest: links[1].digest)
        #expect(throws: ChainBroken.previousDiffers(sequence: 1)) { try verify(links, other) }
        links[1] = Link(sequence: 1, previous: .none, digest: links[1].digest)
        #expect(throws: ChainBroken.contentDiffers(sequence: 1)) { try verify(links, other) }
    }

    @Test("a link with its own digest made new breaks the one that follows")
    func remade() {
        var (links, other) = (chain(), contents)
        other[1] = [9]
        links[2] = links[1].next(holding: other[1], hash: mixing)
        #expect(throws: ChainBroken.previousDiffers(sequence: 3)) { try verify(links, other) }
    }
}
