import CCurl
package import Outbox

/// Hands mail to a server over SMTP (RFC 5321), with STARTTLS or TLS and log-in. A connection is
/// kept for the next message.
package final class MailCarrier: Carrier {
    private let server: MailServer
    private let transfer: Transfer

    package init(_ server: MailServer) throws {
        self.server = server
        transfer = try Transfer()
    }

    package func carry(
        _ message: OutgoingMessage, handOver: @escaping () throws -> Void
    ) throws -> SendingOutcome {
        let first = try attempt(message, handOver)
        // A kept connection that the server had closed meanwhile, or closes now (421), says nothing
        // about the message.
        guard !first.exchange.hasBegun, first.failure != nil,
            [nil, 421].contains(first.exchange.reply?.code),
            transfer.info(CURLINFO_NUM_CONNECTS) == 0
        else { return MailCarrier.outcome(first.exchange, first.failure) }
        let second = try attempt(message, handOver)
        return MailCarrier.outcome(second.exchange, second.failure)
    }

    private func attempt(
        _ message: OutgoingMessage, _ handOver: @escaping () throws -> Void
    ) throws -> (exchange: Exchange, failure: Transfer.Failure?) {
        let exchange = Exchange(message.content, handOver: handOver)
        prepare(message)
        let failure = transfer.perform(exchange)
        if let refusal = exchange.refusal { throw refusal }
        return (exchange, failure)
    }

    private func prepare(_ message: OutgoingMessage) {
        transfer.reset()
        transfer.allowMailOnly()
        transfer.set(CURLOPT_URL, server.address)
        transfer.set(CURLOPT_PROXY, "")
        if server.isEncrypted { transfer.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
        if let authorities = server.authorities { transfer.set(CURLOPT_CAINFO, authorities) }
        if let user = server.user, let password = server.password {
            transfer.set(CURLOPT_USERNAME, user)
            transfer.set(CURLOPT_PASSWORD, password.value)
        }
        transfer.set(CURLOPT_TIMEOUT, server.limit)
        transfer.set(CURLOPT_CONNECTTIMEOUT, min(30, server.limit))
        transfer.limitResponse(server.limit)
        transfer.set(CURLOPT_MAIL_FROM, "<\(server.returns ?? message.sender)>")
        transfer.set(CURLOPT_MAIL_RCPT, list: ["<\(message.receiver)>"])
        transfer.set(CURLOPT_UPLOAD, 1)
        transfer.set(CURLOPT_INFILESIZE_LARGE, size: message.content.count)
    }
}

extension MailCarrier {
    /// What a conversation means. libcurl's own code may be that of an earlier command, so the
    /// reply to the last command decides.
    static func outcome(_ exchange: Exchange, _ failure: Transfer.Failure?) -> SendingOutcome {
        let said = exchange.reply?.line ?? failure?.said ?? "the server said nothing"
        guard exchange.hasBegun else { return before(exchange, failure, said: said) }
        switch exchange.reply?.code {
        case .some(200...299) where exchange.isAllGone: return .taken(said: said)
        case .some(400...499): return .notTaken(.later(nil), said: said)
        case .some(500...599): return .notTaken(.never, said: said)
        default:
            // Without its last line no server may take a message (RFC 5321, 4.1.1.4).
            return exchange.isAllGone
                ? .inDoubt(said: said)
                : .notTaken(.later(nil), said: "ended in the middle of the message: \(said)")
        }
    }

    /// Nothing was handed over. What is wrong before the receiver is named is no message's fault.
    private static func before(
        _ exchange: Exchange, _ failure: Transfer.Failure?, said: String
    ) -> SendingOutcome {
        switch (exchange.command, exchange.reply?.code) {
        case ("RCPT", .some(500...599)), ("DATA", .some(500...599)):
            .notTaken(.never, said: said)
        case ("MAIL", 552): .notTaken(.never, said: said)
        case ("RCPT", _), ("DATA", _), ("MAIL", .some(400...499)):
            .notTaken(.later(nil), said: said)
        default: .notTaken(.wayClosed, said: said)
        }
    }
}
