package import Delivery
import Foundation
import Outbox
import Storage

/// How messages leave: from `outbox.conf` in the data folder, or the file that
/// `PLUMBLINE_OUTBOX_SETTINGS` names, and from variables of the environment, which go before it.
///
/// Secrets stand in files of their own that nobody else may read, or in the environment.
package struct OutboxSettings: Sendable {
    package let mail: MailServer?
    package let webhooks: WebhookSettings?
    package let letterFolder: String?
    package let bankFolder: String?

    /// A setting that cannot be used, with the place where it stands.
    package struct Refused: Error, Hashable, Sendable {
        package let place: String
        package let name: String
        package let reason: String
    }

    package init(
        of door: Door,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        try self.init(
            file: environment["PLUMBLINE_OUTBOX_SETTINGS"] ?? OutboxSettings.file(door.folder),
            environment)
    }

    /// The file in a data folder, if there is one.
    private static func file(_ folder: String) -> String? {
        let file = folder + "/outbox.conf"
        return !folder.isEmpty && FileManager.default.fileExists(atPath: file) ? file : nil
    }

    /// Refuses a file that is not there.
    package init(file: String?, _ environment: [String: String]) throws {
        let values = try SettingValues(file: file, environment)
        letterFolder = values["letter_folder"]
        bankFolder = values["bank_folder"]
        mail = try values.telling { values in
            try values["mail_server"].map { address in
                try MailServer(
                    address: address, user: values["mail_user"],
                    password: try values.secret("mail_password"),
                    isEncrypted: try values.isOn("mail_tls"),
                    authorities: values["mail_authorities"],
                    returns: try values.returns("mail_returns"),
                    limit: try values.seconds("mail_seconds") ?? 120)
            }
        }
        webhooks = try values.telling { values in
            try values.secret("webhook_secret").map { secret in
                WebhookSettings(
                    secret: secret, authorities: values["webhook_authorities"],
                    limit: try values.seconds("webhook_seconds") ?? 30)
            }
        }
    }

    package var hasWay: Bool {
        mail != nil || webhooks != nil || letterFolder != nil || bankFolder != nil
    }

    /// Seconds that the slowest way may take.
    package var limit: Int { max(mail?.limit ?? 0, webhooks?.limit ?? 0, 1) }

    /// A carrier for each kind that has a way.
    func carriers() throws -> [MessageKind: any Carrier] {
        var carriers: [MessageKind: any Carrier] = [:]
        if let mail { carriers[.mail] = try MailCarrier(mail) }
        if let webhooks { carriers[.webhook] = try WebhookCarrier(webhooks) }
        if let letterFolder { carriers[.letter] = FileCarrier(folder: letterFolder) }
        if let bankFolder { carriers[.bankFile] = FileCarrier(folder: bankFolder) }
        return carriers
    }
}
