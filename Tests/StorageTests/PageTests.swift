import Foundation
import GRDB
import Ledger
import Measures
import Testing

@testable import Storage

@Suite("Pages of the journal, read one after another")
struct PageTests {
    @Test(
        "are the bytes that were written, short and long, and their digests follow",
        arguments: TestEngine.allCases)
    func passing(engine: TestEngine) throws {
        let installation = try engine.make()
        let contents = [0, 1, 300, 5000, 70_000, 1_200_000].map { length in
            (0..<length).map { UInt8(truncatingIfNeeded: ($0 &* $0) >> 3 &+ length) }
        }
        try installation.write { books in
            for (index, content) in contents.enumerated() {
                _ = try books.runs.appendPage(
                    kind: index % 2 == 0 ? .run : .release, runID: 1, batch: index,
                    content: content)
            }
        }
        try installation.read { books in
            var (last, found, released) = (Link.origin, [[UInt8]](), [[UInt8]]())
            try books.runs.forEachPage { page in
                #expect(page.link == last.next(holding: page.content, hash: SHA256.function))
                last = page.link
                found.append(page.content)
            }
            try books.runs.forEachPage(.release) { released.append($0.content) }
            let end = try books.runs.lastLink()
            #expect(found == contents && last == end)
            #expect(released == [contents[1], contents[3], contents[5]])
        }
    }
}

@Suite("Rows that follow their pages")
struct DerivedRowsTests {
    struct Stopped: Error {}

    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func engine() throws -> SQLiteEngine {
        let installation = try Installation.create(
            in: folder.path, name: "Example", businessDay: day("2025-04-01"))
        return try #require(installation.engine as? SQLiteEngine)
    }

    private func settings(_ db: GRDB.Database) throws -> [Int?] {
        try ["synchronous", "foreign_keys"].map { try Int.fetchOne(db, sql: "PRAGMA \($0)") }
    }

    @Test("do not wait for the disk; what is written after them does, also where they failed")
    func waiting() throws {
        let engine = try engine()
        try engine.writeDerived { db in
            guard case .sqlite(let sqlite) = db else { throw Stopped() }
            #expect(try settings(sqlite) == [1, 0])
        }
        #expect(try engine.database.writeWithoutTransaction(settings) == [2, 1])
        #expect(throws: Stopped.self) { try engine.writeDerived { _ in throw Stopped() } }
        #expect(try engine.database.writeWithoutTransaction(settings) == [2, 1])
        try engine.close()
    }

    @Test("are in the file itself once they are settled, beside one who reads and one who writes")
    func settled() throws {
        let (engine, copy) = (try engine(), folder.file("copy"))
        try engine.writeDerived { try $0.setSetting("told", to: "twice") }
        try engine.settle()
        try FileManager.default.copyItem(atPath: Installation.file(in: folder.path), toPath: copy)
        let alone = try DatabaseQueue(path: copy)
        #expect(try alone.read { try Storage.Database.sqlite($0).setting("told") } == "twice")
        try engine.read { _ in
            try engine.writeDerived { try $0.setSetting("told", to: "thrice") }
            try engine.settle()
        }
        #expect(try engine.read { try $0.setting("told") } == "thrice")
        try engine.close()
    }
}
