import Ledger
package import Measures
package import Storage

/// A head as text and JSON.
package enum HeadText {
    package static func unreadable(_ text: String) -> String {
        "\(text) is neither a digest of 64 digits nor a file that can be read."
    }

    package static func noHead(in file: String) -> String {
        "\(file) does not hold what `plumbline ledger head` says."
    }

    package static func text(_ head: LedgerHead) -> String {
        """
        Page \(head.page.number): \(head.page.digest)
        Event \(head.event.number): \(head.event.digest)
        Bills with a number: \(head.bills)
        Head: \(head.digest)
        """
    }

    package static func json(_ head: LedgerHead) -> JSONValue {
        [
            "page": .int(head.page.number), "page_digest": .string(head.page.digest.description),
            "event": .int(head.event.number),
            "event_digest": .string(head.event.digest.description), "bills": .count(head.bills),
            "head": .string(head.digest.description),
        ]
    }

    /// Reads what `text` or `json` made; nil where a part is missing or was changed.
    package static func head(in text: String) -> LedgerHead? {
        var said: [String: [String]] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
            guard let name = words.first?.lowercased() else { continue }
            said[name] = Array(words.dropFirst())
        }
        func mark(_ name: String) -> EventMark? {
            let words = (said[name] ?? []) + (said[name + "_digest"] ?? [])
            guard words.count == 2, let number = Int64(words[0]),
                let digest = Digest(hexadecimal: words[1])
            else { return nil }
            return EventMark(number: number, digest: digest)
        }
        guard let page = mark("page"), let event = mark("event"),
            let bills = said["bills"]?.last.flatMap({ Int($0) })
        else { return nil }
        let head = LedgerHead(page: page, event: event, bills: bills)
        return said["head"] == [head.digest.description] ? head : nil
    }
}

extension HeadLost {
    package var description: String {
        switch self {
        case .page(let number): "Page \(number) is not the page it was, or is not there."
        case .event(let number): "Event \(number) is not the event it was, or is not there."
        case .bills(let kept, let found):
            "Up to its page \(found) bills have a number, and \(kept) had."
        case .nowhere(let digest):
            "No page and event of these books give \(digest): they were made anew, or an earlier "
                + "state of them was put back."
        }
    }
}
