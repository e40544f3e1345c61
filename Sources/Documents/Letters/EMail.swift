import Measures

/// An e-mail with a text and a page that say the same (RFC 5322, RFC 2045 to 2047).
///
/// Bytes follow from the values alone: the date is the business day handed in, the id and the
/// boundaries come from what the e-mail is about.
package struct EMail: Sendable, Hashable {
    package struct Address: Sendable, Hashable {
        package let name: String
        package let address: String

        /// Nil where the address is not plain ASCII of the usual form, or the name has a control
        /// character: what could begin a header of its own never gets in.
        package init?(_ name: String, _ address: String) {
            guard EMail.isAddress(address), !name.unicodeScalars.contains(where: EMail.isControl)
            else {
                return nil
            }
            self.name = name
            self.address = address
        }
    }

    package struct Attachment: Sendable, Hashable {
        let name: String
        let type: String
        let content: [UInt8]

        package init(name: String, type: String, content: [UInt8]) {
            precondition(
                (name + type).utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 },
                "an attachment's name and type are the program's own")
            self.name = name
            self.type = type
            self.content = content
        }
    }

    package let from: Address
    package let to: Address
    let date: Day
    /// What it is about and what kind it is, such as `10000100001.bill-ready`.
    let id: String
    let letter: Letter
    let attachments: [Attachment]

    package init(
        _ letter: Letter, from: Address, to: Address, id: String, attachments: [Attachment] = []
    ) {
        self.letter = letter
        self.from = from
        self.to = to
        date = letter.date
        self.id = id
        self.attachments = attachments
    }

    /// `local@domain.example`: ASCII, no blanks, quotes or brackets, at most 254 letters.
    package static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let odd: Set<Character> = ["<", ">", "(", ")", ",", ";", ":", "\"", "\\", "[", "]"]
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
            && parts[1].first != "." && parts[1].last != "." && text.utf8.count <= 254
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            && !text.contains(where: odd.contains)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
            || "\u{2028}\u{2029}".unicodeScalars.contains(scalar)
    }
}

extension EMail {
    /// The whole message, lines ending in CR LF.
    package var message: String {
        var lines = headers
        if attachments.isEmpty {
            lines += alternative
        } else {
            lines.append("Content-Type: multipart/mixed; boundary=\"\(boundary("mixed"))\"")
            lines += ["", "--" + boundary("mixed")] + alternative
            for file in attachments { lines += ["--" + boundary("mixed")] + part(file) }
            lines.append("--" + boundary("mixed") + "--")
        }
        return lines.map { $0 + "\r\n" }.joined()
    }

    private var headers: [String] {
        let domain = from.address.split(separator: "@").last.map(String.init) ?? ""
        return [
            "From: " + MailHeader.address(from.name, from.address, after: 6),
            "To: " + MailHeader.address(to.name, to.address, after: 4),
            "Subject: " + MailHeader.words(letter.subject, after: 9),
            "Date: " + MailHeader.date(date), "Message-ID: <\(id)@\(domain)>",
            "Content-Language: " + MailHeader.token(letter.language),
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
        ]
    }

    private var alternative: [String] {
        ["Content-Type: multipart/alternative; boundary=\"\(boundary("text"))\"", ""]
            + ["--" + boundary("text")] + part(LetterText.text(letter), "text/plain")
            + ["--" + boundary("text")] + part(LetterHTML.text(letter), "text/html")
            + ["--" + boundary("text") + "--"]
    }

    private func part(_ text: String, _ type: String) -> [String] {
        [
            "Content-Type: \(type); charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable", "",
        ] + QuotedPrintable.lines(text)
    }

    private func part(_ file: Attachment) -> [String] {
        [
            "Content-Type: \(file.type)", "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment; filename=\"\(file.name)\"", "",
        ] + Base64.lines(file.content)
    }

    /// Cannot stand in a part: `=_` is no quoted-printable, `_` no Base64.
    private func boundary(_ name: String) -> String { "=_\(name)_\(id)" }
}
