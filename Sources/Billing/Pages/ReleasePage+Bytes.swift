import Ledger
package import Measures

/// A release page as canonical bytes. `Docs/formats/page.md` says what stands where.
extension ReleasePage {
    package var bytes: [UInt8] {
        var page = PageWriter(room: 64 + issues.count * 48)
        page.write(format.mark)
        page.out.write(runID)
        page.out.write(batch)
        page.out.write(issuedOn)
        page.out.write(dueOn)
        page.list(issues) { $0.write($1, format) }
        return page.out.bytes
    }

    package init(bytes: [UInt8]) throws(MalformedBytes) {
        var page = PageReader(bytes)
        let format = try page.releaseFormat()
        self.init(
            runID: try page.input.int64(), batch: try page.input.int(),
            issuedOn: try page.input.day(), dueOn: try page.input.day(),
            issues: try page.list { p throws(MalformedBytes) in try p.issue(format) })
        self.format = format
        guard page.input.isAtEnd else { throw page.malformed }
    }

    /// The format that the bytes of a page are in.
    package static func format(of bytes: [UInt8]) throws(MalformedBytes) -> Format {
        var page = PageReader(bytes)
        return try page.releaseFormat()
    }
}

extension ReleasePage.Format {
    var mark: String { "plumbline release page \(rawValue)" }

    init?(mark: String) {
        guard let format = Self.allCases.first(where: { $0.mark == mark }) else { return nil }
        self = format
    }
}

extension PageWriter {
    fileprivate mutating func write(_ issue: ReleasePage.Issue, _ format: ReleasePage.Format) {
        write(issue.series)
        out.write(issue.number)
        out.write(issue.billID)
        guard format == .two else { return }
        write(issue.postings.first?.amount.currency.rawValue ?? "")
        list(issue.postings) {
            $0.write($1.account.rawValue)
            $0.out.write($1.customer ?? 0)
            $0.out.write($1.amount.minorUnits)
        }
    }
}

extension PageReader {
    fileprivate mutating func releaseFormat() throws(MalformedBytes) -> ReleasePage.Format {
        guard let format = ReleasePage.Format(mark: try text()) else { throw malformed }
        return format
    }

    fileprivate mutating func issue(
        _ format: ReleasePage.Format
    ) throws(MalformedBytes) -> ReleasePage.Issue {
        var issue = ReleasePage.Issue(
            series: try text(), number: try input.int64(), billID: try input.int64())
        guard format == .two else { return issue }
        let currency = Currency(rawValue: try text())
        issue.postings = try list { p throws(MalformedBytes) in
            guard let currency else { throw p.malformed }
            let (account, customer) = (LedgerAccount(try p.text()), try p.input.int64())
            return Posting(
                account, customer: customer == 0 ? nil : customer,
                Money(minorUnits: try p.input.int64(), currency: currency))
        }
        return issue
    }
}
