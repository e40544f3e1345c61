package import Ledger

/// What each accounting program calls our accounts.
///
/// Two accounts never share a name: a character that a program does not take becomes `-u` and
/// its number between hyphens (`A 1` is `A-u20-1`), and a hyphen that could be taken for the
/// start of such a mark is itself written so.
package enum AccountNames {
    /// `assets:receivable:A-1001`, for beancount `Assets:Receivable:A-1001`.
    package static func name(
        _ account: LedgerAccount, customer: String?, _ format: JournalExport.Format
    ) -> String {
        let path = account.rawValue.split(separator: ":", omittingEmptySubsequences: false)
        guard format == .beancount else {
            return (path.map(String.init) + (customer.map { [$0] } ?? []))
                .map { escaped($0, allowed: "-_.") }.joined(separator: ":")
        }
        return (path.map { capitalised(String($0)) } + (customer.map { [component($0)] } ?? []))
            .joined(separator: ":")
    }

    /// Whether the account lies under one of the five roots.
    static func isKnownToBeancount(_ account: LedgerAccount) -> Bool {
        let roots = ["assets", "liabilities", "equity", "income", "expenses"]
        let path = account.rawValue.split(separator: ":", omittingEmptySubsequences: false)
        return path.count > 1 && roots.contains(String(path[0]))
    }

    /// Letters, digits and `allowed` stay; the rest is written by its number.
    static func escaped(_ text: String, allowed: String) -> String {
        guard !text.isEmpty else { return "-u-" }
        let scalars = Array(text.unicodeScalars)
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            let looksLikeMark = scalar == "-" && (next == "u" || next == "f")
            let isPlain = isLetterOrDigit(scalar) || allowed.unicodeScalars.contains(scalar)
            result += isPlain && !looksLikeMark ? String(scalar) : mark(scalar, "u")
        }
        return result
    }

    /// A component of our own chart: `vat-output` becomes `Vat-output`.
    private static func capitalised(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, ("a"..."z").contains(first) else {
            return component(text, capitalsStay: false)
        }
        return String(first).uppercased() + rest(of: text)
    }

    /// A component that begins with a capital or a digit, as beancount wants it.
    private static func component(_ text: String, capitalsStay: Bool = true) -> String {
        guard let first = text.unicodeScalars.first else { return "X-f-" }
        let stays = ("0"..."9").contains(first) || capitalsStay && ("A"..."Z").contains(first)
        return (stays ? String(first) : "X" + mark(first, "f")) + rest(of: text)
    }

    private static func rest(of text: String) -> String {
        let rest = String(String.UnicodeScalarView(text.unicodeScalars.dropFirst()))
        return rest.isEmpty ? "" : escaped(rest, allowed: "-")
    }

    private static func mark(_ scalar: Unicode.Scalar, _ kind: String) -> String {
        "-" + kind + String(scalar.value, radix: 16, uppercase: true) + "-"
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            || ("0"..."9").contains(scalar)
    }
}
