import Delivery
import Foundation
import Interchange
import Measures
import Outbox
import Storage

/// Settings by name, each with the place where it stands.
struct SettingValues {
    private var values: [String: (value: String, place: String)] = [:]

    private static let names: Set = [
        "mail_server", "mail_tls", "mail_user", "mail_password_file", "mail_authorities",
        "mail_returns", "mail_seconds", "webhook_secret_file", "webhook_authorities",
        "webhook_seconds", "letter_folder", "bank_folder",
    ]
    private static let secrets: Set = ["mail_password", "webhook_secret"]

    init(file: String?, _ environment: [String: String]) throws {
        if let file { try read(file) }
        for name in SettingValues.names.union(SettingValues.secrets) {
            let variable = "PLUMBLINE_" + name.uppercased()
            guard let value = environment[variable], !value.isEmpty else { continue }
            values[name] = (value, "$" + variable)
        }
    }

    subscript(name: String) -> String? { values[name]?.value }

    /// `name: value`, one on a line; what stands behind `#` at its beginning is a comment.
    private mutating func read(_ file: String) throws {
        let text = try FileBytes(file).text(limit: 1 << 16)
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        )
        .enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            try take(line, at: "\(file):\(index + 1)")
        }
    }

    private mutating func take(_ line: String, at place: String) throws {
        let parts = line.split(separator: ":", maxSplits: 1)
        let name = parts.first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        if SettingValues.secrets.contains(name) {
            throw OutboxSettings.Refused(
                place: place, name: name,
                reason: "does not stand here: put it into a file that only you may read, and name "
                    + "that as \(name)_file")
        }
        guard SettingValues.names.contains(name) else {
            let known = SettingValues.names.sorted().joined(separator: ", ")
            throw OutboxSettings.Refused(
                place: place, name: String(name.prefix(40)).shown,
                reason: "is no setting; there are \(known)")
        }
        let value = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        guard !value.isEmpty, values[name] == nil else {
            throw OutboxSettings.Refused(
                place: place, name: name,
                reason: value.isEmpty ? "has no value" : "stands here for the second time")
        }
        values[name] = (value, place)
    }

    /// Does what `body` does, and names the place of a setting that is refused.
    func telling<T>(_ body: (SettingValues) throws -> T) throws -> T {
        do { return try body(self) } catch let refused as SettingRefused {
            let place =
                values[refused.name]?.place ?? values["mail_server"]?.place ?? "the environment"
            throw OutboxSettings.Refused(place: place, name: refused.name, reason: refused.reason)
        }
    }

    func seconds(_ name: String) throws(SettingRefused) -> Int? {
        guard let text = self[name] else { return nil }
        guard let seconds = Int(text), (1...900).contains(seconds) else {
            throw SettingRefused(name, "is a number of seconds from 1 to 900")
        }
        return seconds
    }

    func isOn(_ name: String) throws(SettingRefused) -> Bool {
        switch self[name] {
        case nil, "required": return true
        case "off": return false
        default: throw SettingRefused(name, "is required or off")
        }
    }

    /// An address, or `nobody` where nothing shall come back.
    func returns(_ name: String) throws(SettingRefused) -> String? {
        guard let text = self[name], text != "nobody" else { return self[name].map { _ in "" } }
        guard MessageKind.mail.takes(receiver: text) else {
            throw SettingRefused(name, "is an e-mail address, or nobody")
        }
        return text
    }

    /// From the environment, or from a file that nobody else may read.
    func secret(_ name: String) throws -> Delivery.Secret? {
        if let value = self[name] { return Delivery.Secret(value) }
        guard let path = self[name + "_file"] else { return nil }
        var state = stat()
        if stat(path, &state) == 0, state.st_mode & 0o077 != 0 {
            throw SettingRefused(
                name + "_file", "names a file that others may read: chmod 600 \(path.shown)")
        }
        let text = try FileBytes(path).text(limit: 4096)
        let secret = text.trimmingCharacters(in: .newlines)
        guard !secret.isEmpty, !secret.unicodeScalars.contains(where: \.isHarmful) else {
            throw SettingRefused(name + "_file", "names a file with no secret of one line in it")
        }
        return Delivery.Secret(secret)
    }
}
