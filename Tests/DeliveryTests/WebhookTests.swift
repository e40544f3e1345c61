import Delivery
import Foundation
import Outbox
import Testing

@Suite("Webhooks over HTTPS")
struct WebhookTests {
    private static let secret = "wh-s3cret"

    private func carry(
        _ path: String, limit: Int = 5, body: String = "{\"bill\":7}", trusted: Bool = true
    ) throws -> (outcome: SendingOutcome, handedOver: Int, taken: [Taken]) {
        let receivers = try Receivers.shared.get()
        let path = path + "/" + UUID().uuidString.prefix(8)
        let carrier = try WebhookCarrier(
            WebhookSettings(
                secret: Secret(Self.secret), authorities: trusted ? receivers.certificate : nil,
                limit: limit))
        var count = 0
        let outcome = try carrier.carry(
            OutgoingMessage(
                .webhook, key: "evt-7", about: "bill 7",
                to: "https://127.0.0.1:\(receivers.hooks)/\(path)", content: Array(body.utf8))
        ) { count += 1 }
        return (outcome, count, try receivers.taken("hooks").filter { $0.path == "/" + path })
    }

    @Test("are posted with a key and a signature over key and content")
    func posted() throws {
        let (outcome, count, taken) = try carry("ok")
        #expect(outcome == .taken(said: "200 xx") && count == 1 && taken.count == 1)
        let head = try #require(taken.first?.head)
        #expect(head["idempotency-key"] as? String == "evt-7")
        #expect(head["content-type"] as? String == "application/json")
        // printf 'evt-7\n{"bill":7}' | openssl dgst -sha256 -hmac wh-s3cret
        #expect(
            head["plumbline-signature"] as? String
                == "sha256=dea7557fe6627fd2726ea4c55637e2b3e25d06915bfcb77a91132a97410e810c")
        #expect(taken.first?.body == Array("{\"bill\":7}".utf8))
    }

    @Test(
        "an answer decides",
        arguments: [
            (400, "never"), (401, "never"), (404, "never"), (410, "never"), (408, "later"),
            (429, "later"), (500, "later"), (503, "later"), (502, "doubt"), (504, "doubt"),
            (301, "never"), (302, "never"), (307, "never"), (308, "never"),
        ])
    func answers(status: Int, word: String) throws {
        let (outcome, count, _) = try carry("\(status)")
        #expect(outcome.word == word && count == 1, "\(outcome)")
        let elsewhere = try Receivers.shared.get().taken("hooks").contains {
            $0.path.hasPrefix("/elsewhere")
        }
        #expect(!elsewhere, "a redirect was followed")
    }

    @Test("a receiver may ask for more time")
    func retryAfter() throws {
        let (outcome, _, _) = try carry("503")
        guard case .notTaken(.later(let wait), _) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(wait == 7200)
    }

    @Test("without an answer nobody knows", arguments: ["close-taken", "hang-taken"])
    func inDoubt(mode: String) throws {
        let (outcome, count, taken) = try carry(mode, limit: 1)
        #expect(outcome.word == "doubt" && count == 1 && taken.count == 1, "\(outcome)")
    }

    @Test("an answer without end is read at its beginning only")
    func endless() throws {
        let (outcome, _, taken) = try carry("endless")
        #expect(outcome.word == "taken" && taken.count == 1)
        #expect(outcome.said.utf8.count < 400)
    }

    @Test("a receiver whose certificate is somebody else's gets nothing")
    func untrusted() throws {
        let (outcome, count, taken) = try carry("ok", trusted: false)
        #expect(outcome.word == "later" && count == 0 && taken.isEmpty, "\(outcome)")
    }
}
