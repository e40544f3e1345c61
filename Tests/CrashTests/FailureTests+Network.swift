import Foundation
import TestCluster
import Testing

// The way between the program and the server.
extension FailureTests {
    @Test("the network is cut while files come in, the run is calculated and released")
    func cut() async throws {
        try await Self.suffer("network cut", from: .files) { books, _ in
            let cut: FailingBooks.Disturbance = { _ in .cut }
            try Self.disturbImports(books, times: 2, cut, afterwards: Self.expectLost)
            try books.disturb(.start, times: 2, within: 3, cut, afterwards: Self.expectLost)
            try books.approve()
            try books.disturb(.release, times: 4, cut, afterwards: Self.expectLost)
        }
    }

    @Test("the network stalls and comes back: nobody notices")
    func stall() async throws {
        try await Self.suffer("network stalls for a second") { books, _ in
            let stall: FailingBooks.Disturbance = { _ in
                sleep(1)
                return .goOn
            }
            let unharmed: (Desk.Said) -> Void = { #expect($0.code == 0, "\($0)") }
            try books.disturb(.start, times: 1, stall, afterwards: unharmed)
            try books.approve()
            try books.disturb(.release, times: 1, stall, afterwards: unharmed)
        }
    }

    /// The server does not hear of the cut, and keeps what the lost session had locked until that
    /// has been silent for too long: here for a second, two minutes where nobody says otherwise.
    @Test("the network is cut and the server does not notice: the next one waits, and goes on")
    func cutUnheard() async throws {
        try await Self.suffer("network cut that the server does not notice") { books, cluster in
            try cluster.order(
                """
                ALTER DATABASE \(books.name)
                SET idle_in_transaction_session_timeout = '1s'
                """)
            let cut: FailingBooks.Disturbance = { _ in .cutUnheard }
            try books.disturb(.start, times: 1, within: 2, cut, afterwards: Self.expectLost)
            try books.approve()
            try books.disturb(.release, times: 2, cut, afterwards: Self.expectLost)
        }
    }
}
