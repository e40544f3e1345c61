import Measures

/// Header fields: plain where they can be, encoded words (RFC 2047) where not, folded at 76.
enum MailHeader {
    /// `Name <address>`; the name is left out where it is empty.
    static func address(_ name: String, _ address: String, after used: Int) -> String {
        guard !name.isEmpty else { return address }
        let shown =
            isPlain(name, but: "\"\\()<>[]:;@,.") && name.utf8.count < 60
            ? name : encoded(name, after: used)
        return shown + "\r\n <\(address)>"
    }

    static func words(_ text: String, after used: Int) -> String {
        isPlain(text, but: "") && text.utf8.count + used <= 76 ? text : encoded(text, after: used)
    }

    /// A language tag; anything else is left as `und`.
    static func token(_ text: String) -> String {
        let isTag =
            !text.isEmpty && text.utf8.count < 36
            && text.utf8.allSatisfy { byte in
                Character(Unicode.Scalar(byte)).isLetter && byte < 128 || (48...57).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
        return isTag ? text : "und"
    }

    /// `Sun, 22 Nov 2026 00:00:00 +0000`.
    static func date(_ day: Day) -> String {
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let (year, month, date) = day.date
        let since = epoch.map { Period(from: min($0, day), upTo: max($0, day)).days } ?? 0
        let weekday = weekdays[((day < epoch ?? day ? -since : since) % 7 + 7) % 7]
        return "\(weekday), \(date) \(months[month - 1]) \(year) 00:00:00 +0000"
    }

    /// A Thursday.
    private static let epoch = Day(year: 1970, month: 1, day: 1)

    private static func isPlain(_ text: String, but odd: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
            && !text.contains(where: odd.contains) && text.first != " " && text.last != " "
    }

    /// Words of at most 75 letters, each of whole characters, one on a line.
    private static func encoded(_ text: String, after used: Int) -> String {
        var words: [String] = []
        var chunk: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = isControl(scalar) ? Array(" ".utf8) : Array(String(scalar).utf8)
            let room = words.isEmpty ? min(45, (76 - used - 12) / 4 * 3) : 45
            if chunk.count + bytes.count > room {
                words.append("=?utf-8?B?\(Base64.text(chunk))?=")
                chunk = []
            }
            chunk += bytes
        }
        words.append("=?utf-8?B?\(Base64.text(chunk))?=")
        return words.joined(separator: "\r\n ")
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }
}

/// RFC 2045, 6.7: lines of at most 76 letters, all of them ASCII.
enum QuotedPrintable {
    static func lines(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false) { $0.isNewline }.flatMap { line($0) }
    }

    private static func line(_ text: Substring) -> [String] {
        var lines: [String] = []
        var line = ""
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            let piece = isPlain(byte, isLast: isLast) ? String(Unicode.Scalar(byte)) : hex(byte)
            if line.utf8.count + piece.utf8.count > 75 {
                lines.append(line + "=")
                line = ""
            }
            line += piece
        }
        return lines + [line]
    }

    /// A dot or dashes that begin a line need no care here: SMTP stuffs dots itself.
    private static func isPlain(_ byte: UInt8, isLast: Bool) -> Bool {
        byte == 0x20 || byte == 0x09 ? !isLast : (0x21...0x7E).contains(byte) && byte != 0x3D
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return "=" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
    }
}

/// RFC 4648.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let three = Array(rest.prefix(3))
            rest = rest.dropFirst(3)
            let bits = three.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - three.count))
            for position in 0..<4 {
                text.append(
                    position <= three.count
                        ? alphabet[bits >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Lines of 76 letters.
    static func lines(_ bytes: [UInt8]) -> [String] {
        stride(from: 0, to: bytes.count, by: 57).map {
            text(bytes[$0..<min($0 + 57, bytes.count)])
        }
    }
}
