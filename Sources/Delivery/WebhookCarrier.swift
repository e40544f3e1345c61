import CCrypto
import CCurl
package import Outbox

/// How webhooks are signed and checked.
package struct WebhookSettings: Sendable, Hashable {
    let secret: Secret
    let authorities: String?
    /// Seconds that one try may take.
    package let limit: Int

    package init(secret: Secret, authorities: String? = nil, limit: Int = 30) {
        self.secret = secret
        self.authorities = authorities
        self.limit = limit
    }
}

/// Posts JSON over HTTPS, with a key that stays the same over all tries and a signature by which
/// the receiver knows us. Follows no redirect and reads little of an answer.
package final class WebhookCarrier: Carrier {
    private let settings: WebhookSettings
    private let transfer: Transfer

    package init(_ settings: WebhookSettings) throws {
        self.settings = settings
        transfer = try Transfer()
    }

    package func carry(
        _ message: OutgoingMessage, handOver: @escaping () throws -> Void
    ) throws -> SendingOutcome {
        let exchange = Exchange(message.content, handOver: handOver)
        prepare(message)
        let failure = transfer.perform(exchange)
        if let refusal = exchange.refusal { throw refusal }
        return WebhookCarrier.outcome(
            exchange, failure, status: transfer.info(CURLINFO_RESPONSE_CODE),
            wait: transfer.info(CURLINFO_RETRY_AFTER))
    }

    private func prepare(_ message: OutgoingMessage) {
        transfer.reset()
        transfer.allowHTTPSOnly()
        transfer.set(CURLOPT_URL, message.receiver)
        if let authorities = settings.authorities { transfer.set(CURLOPT_CAINFO, authorities) }
        transfer.set(CURLOPT_FOLLOWLOCATION, 0)
        transfer.set(CURLOPT_TIMEOUT, settings.limit)
        transfer.set(CURLOPT_CONNECTTIMEOUT, min(10, settings.limit))
        // libcurl would say a request again that a kept connection lost.
        transfer.set(CURLOPT_FRESH_CONNECT, 1)
        transfer.set(CURLOPT_FORBID_REUSE, 1)
        transfer.set(CURLOPT_POST, 1)
        transfer.set(CURLOPT_POSTFIELDSIZE_LARGE, size: message.content.count)
        transfer.set(CURLOPT_HTTPHEADER, list: headers(message))
    }

    private func headers(_ message: OutgoingMessage) -> [String] {
        [
            "Content-Type: application/json", "User-Agent: Plumbline",
            "Idempotency-Key: \(message.key)",
            "Plumbline-Signature: sha256=\(signature(message))", "Expect:",
        ]
    }

    /// HMAC-SHA-256 over key, line feed and content, in hexadecimal.
    private func signature(_ message: OutgoingMessage) -> String {
        let signed = Array("\(message.key)\n".utf8) + message.content
        let secret = Array(settings.secret.value.utf8)
        var code = [UInt8](repeating: 0, count: 32)
        var length = UInt32(32)
        _ = HMAC(
            EVP_sha256(), secret, Int32(secret.count), signed, signed.count, &code, &length)
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension WebhookCarrier {
    /// What an answer means. A gateway that gives up (502, 504) does not know what became of the
    /// request, nor do we.
    static func outcome(
        _ exchange: Exchange, _ failure: Transfer.Failure?, status: Int, wait: Int
    ) -> SendingOutcome {
        let answer = Exchange.oneLine(exchange.answer)
        let said = status > 0 ? "\(status) \(answer)" : failure?.said ?? "no answer"
        guard exchange.hasBegun else { return .notTaken(.later(nil), said: said) }
        switch status {
        case 200...299: return .taken(said: said)
        case 300...399:
            return .notTaken(.never, said: "\(status): a redirect, and none is followed")
        case 502, 504: return .inDoubt(said: said)
        case 408, 425, 429, 500...599:
            return .notTaken(.later(wait > 0 ? wait : nil), said: said)
        case 400...499: return .notTaken(.never, said: said)
        default: return .inDoubt(said: said)
        }
    }
}
