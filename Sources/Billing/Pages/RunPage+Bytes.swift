package import Measures

/// Page content as canonical bytes. `Docs/formats/page.md` says what stands where.
extension RunPage {
    package var bytes: [UInt8] {
        var page = PageWriter(room: outcomes.count * 256)
        page.write(format.mark)
        page.out.write(runID)
        page.out.write(batch)
        page.out.write(through)
        if format >= .two { page.list(ruleSets) { $0.write($1) } }
        page.list(outcomes) { $0.write($1) }
        page.list(bills) { $0.write($1, format) }
        page.list(estimates) { $0.write($1) }
        return page.out.bytes
    }

    package init(bytes: [UInt8]) throws(MalformedBytes) {
        var page = PageReader(bytes)
        let format = try page.format()
        let (runID, batch) = (try page.input.int64(), try page.input.int())
        let through = try page.input.day()
        let sets =
            format == .one ? [] : try page.list { p throws(MalformedBytes) in try p.ruleSet() }
        self.init(
            runID: runID, batch: batch, through: through,
            outcomes: try page.list { p throws(MalformedBytes) in try p.outcome() },
            bills: try page.list { p throws(MalformedBytes) in try p.bill(format, sets) },
            estimates: try page.list { p throws(MalformedBytes) in try p.estimate() })
        (self.format, ruleSets) = (format, sets)
        guard page.input.isAtEnd else { throw MalformedBytes(offset: page.input.offset) }
    }

    /// The format that the bytes of a page are in.
    package static func format(of bytes: [UInt8]) throws(MalformedBytes) -> Format {
        var page = PageReader(bytes)
        return try page.format()
    }
}

extension RunPage.Format: Comparable {
    package static func < (a: RunPage.Format, b: RunPage.Format) -> Bool {
        a.rawValue < b.rawValue
    }

    var mark: String { "plumbline run page \(rawValue)" }
}

extension PageReader {
    fileprivate mutating func format() throws(MalformedBytes) -> RunPage.Format {
        let mark = try text()
        guard let format = RunPage.Format.allCases.first(where: { $0.mark == mark }) else {
            throw malformed
        }
        return format
    }
}
