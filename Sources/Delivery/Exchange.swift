import CCurl

/// One conversation with a receiver, as the callbacks of libcurl tell it.
///
/// Of what goes out only the first word of each command is looked at, and nothing is kept: a
/// password goes out too.
final class Exchange {
    private let content: [UInt8]
    private let handOver: () throws -> Void
    private var place = 0
    /// Why the hand-over was refused.
    private(set) var refusal: (any Error)?
    /// The first byte was asked for.
    private(set) var hasBegun = false
    /// The last command that went out, and what came back on it.
    private(set) var command = ""
    private(set) var reply: Reply?
    /// The farewell went out: what comes back on it says nothing.
    private var isLeaving = false
    /// The beginning of what came back as content.
    private(set) var answer: [UInt8] = []

    /// A receiver's reply: its code, and its line.
    struct Reply: Hashable {
        let code: Int
        let line: String
    }

    init(_ content: [UInt8], handOver: @escaping () throws -> Void) {
        self.content = content
        self.handOver = handOver
    }

    /// All bytes are with libcurl: whether they arrived, only a reply tells.
    var isAllGone: Bool { hasBegun && place == content.count }

    /// Fills in the next bytes. The first time, the hand-over is put on record before.
    func read(into room: UnsafeMutableRawBufferPointer) -> Int {
        if !hasBegun {
            do { try handOver() } catch {
                refusal = error
                return Int(CURL_READFUNC_ABORT)
            }
            hasBegun = true
            reply = nil
            command = "content"
        }
        let count = min(room.count, content.count - place)
        content[place..<place + count].withUnsafeBytes { room.copyMemory(from: $0) }
        place += count
        return count
    }

    /// A command of SMTP goes out: what came back before says nothing about it.
    func sent(_ bytes: UnsafeRawBufferPointer) {
        let word = String(
            decoding: bytes.prefix { (0x41...0x5A).contains($0) }.prefix(8), as: UTF8.self)
        if word == "QUIT" { isLeaving = true }
        guard !hasBegun, !isLeaving else { return }
        command = word
        reply = nil
    }

    /// A line of a reply; the last one of a reply has no hyphen behind its code.
    func received(_ line: UnsafeRawBufferPointer) {
        guard !isLeaving, line.count >= 3, line.count < 4 || line[3] != UInt8(ascii: "-"),
            let code = Int(String(decoding: line.prefix(3), as: UTF8.self))
        else { return }
        reply = Reply(code: code, line: Exchange.oneLine(line))
    }

    /// Bytes of an answer; false once there are more than anybody reads.
    func answered(_ bytes: UnsafeRawBufferPointer) -> Bool {
        answer += bytes.prefix(Exchange.longestAnswer - answer.count)
        return answer.count < Exchange.longestAnswer
    }

    private static let longestAnswer = 2048

    /// The beginning of a text of others, without its line break.
    static func oneLine(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes.prefix(300).filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
    }
}
