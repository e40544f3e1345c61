package import Measures
import Storage

/// A secret that is shown to be believed: 32 random bytes, in letters and digits. The books hold
/// only its digest.
package struct Secret: Sendable, Hashable {
    package let text: String

    /// A new one.
    package init() {
        text = "plk_\(SHA256.digest(of: Salts.system.next() + Salts.system.next()))"
    }

    /// As somebody shows it.
    package init(shown text: String) {
        self.text = String(text.drop { $0.isWhitespace }.prefix { !$0.isWhitespace })
    }

    package var digest: Digest { SHA256.digest(of: Array(text.utf8)) }
}
