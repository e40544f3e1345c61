/// The server that takes our mail, and how to speak with it.
package struct MailServer: Sendable, Hashable {
    /// `smtp://host:587` or `smtps://host:465`.
    package let address: String
    package let user: String?
    let password: Secret?
    /// Plain text is spoken with this very machine only.
    let isEncrypted: Bool
    /// Certificates of authorities in a file, instead of the system's.
    let authorities: String?
    /// The envelope's sender, where mail comes back to; nil for the letter's own sender, empty for
    /// nobody.
    let returns: String?
    /// Seconds that one try may take.
    package let limit: Int

    package init(
        address: String, user: String? = nil, password: Secret? = nil, isEncrypted: Bool = true,
        authorities: String? = nil, returns: String? = nil, limit: Int = 120
    ) throws(SettingRefused) {
        guard let host = MailServer.host(of: address) else {
            throw SettingRefused(
                "mail_server",
                "is no address such as smtp://mail.example.org:587 or smtps://mail.example.org:465, "
                    + "without a name or a password in it")
        }
        guard isEncrypted || ["127.0.0.1", "localhost", "[::1]"].contains(host) else {
            throw SettingRefused(
                "mail_tls", "can be off only where the server is this machine, such as 127.0.0.1")
        }
        guard (user == nil) == (password == nil) else {
            throw SettingRefused("mail_user", "and the password are given together or not at all")
        }
        (self.address, self.user, self.password) = (address, user, password)
        (self.isEncrypted, self.authorities) = (isEncrypted, authorities)
        (self.returns, self.limit) = (returns, limit)
    }

    /// The host of an address of SMTP; nil for anything else.
    private static func host(of address: String) -> String? {
        let schemes = ["smtp://", "smtps://"]
        guard let scheme = schemes.first(where: address.hasPrefix) else { return nil }
        var host = address.dropFirst(scheme.count)
        if let colon = host.lastIndex(of: ":"), host.last != "]" {
            guard let port = Int(host[host.index(after: colon)...]), (1...65_535).contains(port)
            else { return nil }
            host = host[..<colon]
        }
        let isPlain = host.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5B, 0x5D: true
            default: false
            }
        }
        return isPlain && !host.isEmpty ? String(host) : nil
    }
}
