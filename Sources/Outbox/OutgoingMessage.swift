import Measures

/// A message as it is put into the outbox, and as it is handed over: the same bytes at every try.
package struct OutgoingMessage: Sendable, Hashable {
    package let kind: MessageKind
    /// What the receiver sees of it at each try (Message-ID, Idempotency-Key, name of the file).
    package let key: String
    /// What it is about, such as `bill 10000100001`: no personal data.
    package let subject: String
    /// The account whose customer it is for, if any.
    package let account: Int64?
    /// An e-mail address, a URL, a telephone number; for a file its name.
    package let receiver: String
    /// Where answers and returned mail go; empty where a kind has none.
    package let sender: String
    package let content: [UInt8]
    /// Seconds after which it is not sent any more; nil for any time.
    package let goodFor: Int?

    /// Refuses what could not be sent as it is, or could be read as something else on its way.
    package init(
        _ kind: MessageKind, key: String, about subject: String, account: Int64? = nil,
        to receiver: String, from sender: String = "", content: [UInt8], goodFor: Int? = nil
    ) throws(MessageRefused) {
        guard MessageKey.isPlain(key) else { throw .key(key) }
        guard !subject.isEmpty, subject.utf8.count <= 200,
            !subject.unicodeScalars.contains(where: \.isHarmful)
        else { throw .subject(subject) }
        guard kind.takes(receiver: receiver) else { throw .receiver(kind, key: key) }
        guard sender.isEmpty || kind.takes(receiver: sender) else { throw .sender(kind, key: key) }
        guard !content.isEmpty, content.count <= kind.largest else {
            throw .size(kind, key: key, bytes: content.count)
        }
        guard kind != .mail || MailLines.areSendable(content) else { throw .lines(key: key) }
        (self.kind, self.key, self.subject, self.account) = (kind, key, subject, account)
        (self.receiver, self.sender) = (receiver, sender)
        (self.content, self.goodFor) = (content, goodFor)
    }
}

/// Why a message cannot be put into the outbox. What may be personal is not repeated.
package enum MessageRefused: Error, Hashable, Sendable {
    case key(String)
    case subject(String)
    case receiver(MessageKind, key: String)
    case sender(MessageKind, key: String)
    case size(MessageKind, key: String, bytes: Int)
    /// A line break that is not CR LF, a byte outside ASCII, or a line over 998 bytes.
    case lines(key: String)
    /// Another message has the key.
    case keyTaken(String)
}

/// Keys stand in headers and names of files.
package enum MessageKey {
    /// 1 to 120 letters, digits, points, hyphens and underscores of ASCII; no point at an end or
    /// beside another, as in the local part of an address (RFC 5322, 3.4.1).
    package static func isPlain(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return text.utf8.count <= 120 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isPlain) }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension MessageKind {
    /// Whether a receiver can be named so: nothing that ends a line, a command or an address.
    package func takes(receiver: String) -> Bool {
        let isPlain = receiver.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isPlain, !receiver.isEmpty else { return false }
        switch self {
        case .mail:
            let parts = receiver.utf8.split(
                separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
            return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
                && receiver.utf8.count <= 254
                && !receiver.contains { "<>()[]\\\",;:".contains($0) }
        case .webhook: return receiver.hasPrefix("https://") && receiver.utf8.count <= 2000
        case .letter, .bankFile: return MessageKey.isPlain(receiver)
        case .sms, .fieldOrder, .valveCommand: return receiver.utf8.count <= 200
        }
    }
}

/// What SMTP can carry unchanged: a line break of another kind could end a message early and begin
/// another one behind it.
package enum MailLines {
    /// Bytes of a line without its CR LF (RFC 5321, 4.5.3.1.6).
    private static let longest = 998

    package static func areSendable(_ bytes: [UInt8]) -> Bool {
        var length = 0
        var last: UInt8 = 0
        for byte in bytes {
            guard byte != 0, byte < 0x80, (byte == 0x0A) == (last == 0x0D) else { return false }
            length = byte == 0x0A ? 0 : length + 1
            guard length <= longest + 1 else { return false }
            last = byte
        }
        return last == 0x0A
    }
}
