import Billing
import Measures
import Testing

@Suite("Pages as canonical bytes")
struct PageBytesTests {
    @Test("a run page is read back as it was, and gives the same bytes", arguments: 1...40)
    func runPage(seed: UInt64) throws {
        var pages = RandomPages(seed)
        let page = pages.page()
        let read = try RunPage(bytes: page.bytes)
        #expect(read == page, "seed \(seed)")
        #expect(read.bytes == page.bytes, "seed \(seed)")
    }

    @Test("a text stands in a page once, however many there are and in whatever order")
    func manyTexts() throws {
        var page = RunPage(
            runID: 1, batch: 1, through: Day(number: 0), outcomes: [], bills: [], estimates: [])
        for index in 0..<1200 {
            let figure = NamedFigure("word \(index * 7 % 600)!", .text("word \(index * 11 % 600)!"))
            let finding = Finding(
                Finding.Code("RD-HIGH"), .warning, rule: "B3.5", figures: [figure])
            page.outcomes.append(
                Outcome(
                    supplyPointID: Int64(index), kind: .billed,
                    findings: [
                        RaisedFinding(finding, moneyAtRisk: Money(minorUnits: 0, currency: .gbp))
                    ]))
        }
        #expect(try RunPage(bytes: page.bytes) == page)
        let text = String(decoding: page.bytes, as: UTF8.self)
        for index in [0, 1, 299, 599] {
            #expect(text.split(separator: "word \(index)!").count == 2, "word \(index)")
        }
    }

    @Test("a release page is read back as it was", arguments: 1...40)
    func releasePage(seed: UInt64) throws {
        var pages = RandomPages(seed)
        let page = pages.release()
        #expect(try ReleasePage(bytes: page.bytes) == page, "seed \(seed)")
    }

    @Test("every cut of a page is refused", arguments: 1...3)
    func cuts(seed: UInt64) {
        var pages = RandomPages(seed)
        let (run, release) = (pages.page().bytes, pages.release().bytes)
        for length in run.indices {
            #expect(throws: MalformedBytes.self, "seed \(seed) cut \(length)") {
                try RunPage(bytes: Array(run[..<length]))
            }
        }
        for length in release.indices {
            #expect(throws: MalformedBytes.self, "seed \(seed) cut \(length)") {
                try ReleasePage(bytes: Array(release[..<length]))
            }
        }
    }

    @Test("a byte behind the end is refused, and one page is not the other")
    func ends() {
        var pages = RandomPages(7)
        let (run, release) = (pages.page().bytes, pages.release().bytes)
        #expect(throws: MalformedBytes.self) { try RunPage(bytes: run + [0]) }
        #expect(throws: MalformedBytes.self) { try ReleasePage(bytes: release + [0]) }
        #expect(throws: MalformedBytes.self) { try RunPage(bytes: release) }
        #expect(throws: MalformedBytes.self) { try ReleasePage(bytes: run) }
        #expect(throws: MalformedBytes.self) { try RunPage(bytes: []) }
    }

    @Test("changed bytes give a page or are refused, and never stop the program", arguments: 1...8)
    func mutations(seed: UInt64) {
        var pages = RandomPages(seed)
        for _ in 0..<250 {
            var bytes = pages.page().bytes
            for _ in 0..<Int.random(in: 1...3, using: &pages.random) {
                let index = Int.random(in: 0..<bytes.count, using: &pages.random)
                bytes[index] = UInt8(truncatingIfNeeded: pages.random.next())
            }
            if let page = try? RunPage(bytes: bytes) { _ = page.bytes }
            var release = pages.release().bytes
            let index = Int.random(in: 0..<release.count, using: &pages.random)
            release[index] ^= 1 << UInt8.random(in: 0...7, using: &pages.random)
            if let page = try? ReleasePage(bytes: release) { _ = page.bytes }
        }
    }

    @Test("a text is written once and then pointed at")
    func texts() {
        let label = String(repeating: "Standing charge ", count: 20)
        func page(_ count: Int) -> RunPage {
            let outcomes = (0..<count).map { id in
                Outcome(
                    supplyPointID: Int64(id), kind: .held,
                    findings: [
                        RaisedFinding(
                            Finding(Finding.Code(label), .blocking, rule: "D2"),
                            moneyAtRisk: .zero(.gbp))
                    ])
            }
            return RunPage(
                runID: 1, batch: 0, through: april, outcomes: outcomes, bills: [], estimates: [])
        }
        #expect(page(2).bytes.count - page(1).bytes.count < 12)
    }

    @Test("a page of format 1 is still read, and written again, as it was")
    func formatOne() throws {
        var pages = RandomPages(3)
        var page = pages.page()
        page.format = .one
        let read = try RunPage(bytes: page.bytes)
        #expect(read.format == .one && read.ruleSets.isEmpty)
        #expect(read.bills.allSatisfy { $0.proof == nil })
        #expect(read.bytes == page.bytes)
        #expect(try RunPage.format(of: page.bytes) == .one)
        page.format = .two
        #expect(try RunPage.format(of: page.bytes) == .two)
        #expect(throws: MalformedBytes.self) { try RunPage.format(of: pages.release().bytes) }
    }

    @Test("a release page of format 1 is still read, and written again, as it was")
    func releaseFormatOne() throws {
        var pages = RandomPages(4)
        var page = pages.release()
        page.format = .one
        let read = try ReleasePage(bytes: page.bytes)
        #expect(read.format == .one && read.issues.allSatisfy { $0.postings.isEmpty })
        #expect(read.issues.map(\.reference) == page.issues.map(\.reference))
        #expect(read.bytes == page.bytes)
    }

    @Test("a bill's name tells its run and batch")
    func billID() {
        let id = BillID.make(run: 24, batch: 99_999, index: 99_999)
        #expect(BillID.run(of: id) == 24 && BillID.batch(of: id) == 99_999)
        #expect(BillID.make(run: 25, batch: 0, index: 0) == id + 1)
    }

    @Test("a bill number has eight digits, more where it needs them")
    func reference() {
        let issue = ReleasePage.Issue(series: "NORTHGATE", number: 42, billID: 1)
        #expect(issue.reference == "NORTHGATE-00000042")
        let large = ReleasePage.Issue(series: "N", number: 123_456_789, billID: 1)
        #expect(large.reference == "N-123456789")
    }
}
