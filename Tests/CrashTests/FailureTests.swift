import Foundation
import Measures
import Storage
import TestCluster
import Testing

/// What can fail around a month on PostgreSQL, made to fail on a real server, at moments that a
/// seed chooses. Each time the books must end as those of a twin that nobody disturbed: the same
/// bills and pages, no gap in numbers, a trial balance of zero, every supply point accounted for.
///
/// `swift test --filter FailureTests` prints a line for each; `SEED=7` before it repeats a run.
@Suite("Failures on PostgreSQL", .serialized)
struct FailureTests {
    /// One kind of failure, on a copy of its own.
    static func suffer(
        _ title: String, from stage: FailureTown.Stage = .planned,
        _ body: (FailingBooks, TestCluster) async throws -> Void
    ) async throws {
        let town = try await FailureTown.shared.value
        let books = try FailingBooks(of: town, at: stage, for: title)
        try await body(books, town.cluster)
        try books.finish()
        try books.prove(title)
        try books.remove()
    }

    /// Disturbs the import of each file of readings, and plans; other files come in undisturbed.
    static func disturbImports(
        _ books: FailingBooks, times: Int, _ disturbance: @escaping FailingBooks.Disturbance,
        afterwards: (Desk.Said) throws -> Void
    ) throws {
        for file in try FailureTown.files(books.town.town, books.town.folder) {
            guard file.words[1] == "readings" else {
                try books.say(file.words, accepting: [0, 3])
                continue
            }
            try books.disturb(
                .taking(file: file.name, words: file.words), times: times, disturbance,
                afterwards: afterwards)
        }
        try books.say(FailureTown.plan(books.town.town))
    }

    /// A command that lost its database says so, what became of its work, and what to do; where
    /// all it had to do was done before, it says that.
    static func expectLost(_ said: Desk.Said) {
        guard ![0, 3].contains(said.code) else { return }
        #expect(said.code == 75, "\(said)")
        #expect(said.text.contains("The database says: "), "\(said)")
        #expect(said.text.contains("ay the command again"), "\(said)")
        #expect(!said.text.contains("PostgresError"), "\(said)")
    }

    static let killed: FailingBooks.Disturbance = { process in
        kill(process, SIGKILL)
        return .cut
    }

    @Test("kill -9 of the coordinator while it imports, calculates and releases")
    func coordinator() async throws {
        try await Self.suffer("kill -9 of the coordinator", from: .files) { books, _ in
            let dead: (Desk.Said) -> Void = { #expect($0.end == .killed, "\($0)") }
            try Self.disturbImports(books, times: 2, Self.killed, afterwards: dead)
            try books.disturb(.start, times: 4, Self.killed, afterwards: dead)
            try books.approve()
            try books.disturb(.release, times: 4, Self.killed, afterwards: dead)
        }
    }
}
