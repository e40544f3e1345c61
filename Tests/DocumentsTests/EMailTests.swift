import Documents
import Foundation
import Measures
import Testing

/// The message is read back by a parser of its own: folded headers, encoded words, two parts.
@Suite("E-mails (RFC 5322, RFC 2045, RFC 2047)")
struct EMailTests {
    private func letter(_ name: String, subject: String = "Your bill") throws -> Letter {
        var bill = Samples.heat
        bill.customer.name = name
        let template = try LetterTemplate(
            "subject: \(subject)\n\nDear {{customer}}, pay £60.82 = all.", file: "own.txt")
        return try Letter(
            template, about: bill, on: Samples.day("2026-11-22"),
            given: try GivenValues(currency: .gbp))
    }

    private func message(_ name: String, subject: String = "Your bill") throws -> String {
        let to = try #require(EMail.Address(name, "to@example.org"))
        let from = try #require(EMail.Address("Sample Heat", "billing@heat.example"))
        return EMail(
            try letter(name, subject: subject), from: from, to: to, id: "7.bill-ready",
            attachments: [.init(name: "bill.html", type: "text/html", content: [0xFF, 0, 10])]
        ).message
    }

    /// Header fields by name, unfolded, encoded words read.
    private func headers(_ message: String) throws -> [String: String] {
        let end = try #require(message.range(of: "\r\n\r\n"))
        let unfolded = message[..<end.lowerBound].replacingOccurrences(of: "\r\n ", with: " ")
        return Dictionary(
            uniqueKeysWithValues: unfolded.components(separatedBy: "\r\n").map { line in
                let parts = line.components(separatedBy: ": ")
                return (parts[0], decoded(parts.dropFirst().joined(separator: ": ")))
            })
    }

    private func decoded(_ value: String) -> String {
        let words = value.replacingOccurrences(of: "?= =?utf-8?B?", with: "?==?utf-8?B?")
        var result = ""
        for part in words.components(separatedBy: "=?utf-8?B?").enumerated() {
            guard part.offset > 0, let end = part.element.range(of: "?=") else {
                result += part.element
                continue
            }
            let data = Data(base64Encoded: String(part.element[..<end.lowerBound])) ?? Data()
            result += String(decoding: data, as: UTF8.self) + part.element[end.upperBound...]
        }
        return result
    }

    @Test("date, id and language follow from the values")
    func fixed() throws {
        let read = try headers(try message("Ada Example"))
        #expect(read["Date"] == "Sun, 22 Nov 2026 00:00:00 +0000")
        #expect(read["Message-ID"] == "<7.bill-ready@heat.example>")
        #expect(read["Content-Language"] == "en-GB" && read["MIME-Version"] == "1.0")
        #expect(read["To"] == "Ada Example <to@example.org>" && read["Subject"] == "Your bill")
        #expect(try message("Ada Example") == message("Ada Example"))
    }

    @Test(
        "any name comes back as it was, on lines that may be sent",
        arguments: [
            "Zoë Müller", "見本 太郎", "عميل نموذجي", "Quote \"The\" Comma, Ltd.", "a@b <c>", "=?x?=",
            "👩‍👩‍👧 family", String(repeating: "Ünter ", count: 40), " blank at the ends ",
        ])
    func names(name: String) throws {
        let message = try message(name, subject: "About: \(name)")
        #expect(try headers(message)["To"] == "\(name) <to@example.org>")
        let lines = message.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 128 } })
        #expect(!message.replacingOccurrences(of: "\r\n", with: "").contains { $0.isNewline })
    }

    @Test("random names never begin a header of their own")
    func fuzz() throws {
        let seed =
            UInt64(ProcessInfo.processInfo.environment["SEED"] ?? "") ?? .random(in: 1...999_999)
        var state = seed
        let odd = Array("aé<>\"=?,:\r\n\0\u{85}\u{2028}\u{7F}日B ")
        for _ in 0..<2000 {
            let name = String(
                (0..<12).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return odd[Int(state >> 33) % odd.count]
                })
            let isOdd = name.unicodeScalars.contains {
                $0.properties.generalCategory == .control || $0 == "\u{2028}"
            }
            let address = EMail.Address(name, "to@example.org")
            #expect((address == nil) == isOdd, "SEED=\(seed)")
            guard !isOdd else { continue }
            #expect(try headers(try message(name)).count == 9, "SEED=\(seed)")
        }
    }

    @Test(
        "what is no plain address is refused",
        arguments: [
            "", "a", "a@b", "@example.org", "a@@example.org", "a b@example.org",
            "a@example.org\r\nBcc: x@example.org", "<a@example.org>", "a@example.org.",
            "ä@example.org", "a,b@example.org",
        ])
    func addresses(address: String) {
        #expect(EMail.Address("Ada", address) == nil)
    }

    @Test("both parts and the attachment come back")
    func parts() throws {
        let message = try message("Zoë")
        #expect(message.contains("Content-Type: text/plain; charset=utf-8"))
        #expect(message.contains("Content-Type: text/html; charset=utf-8"))
        #expect(message.contains("Dear Zo=C3=AB, pay =C2=A360.82 =3D all."))
        #expect(message.contains("\r\n/wAK\r\n"))
        #expect(message.hasSuffix("--=_mixed_7.bill-ready--\r\n"))
    }
}
