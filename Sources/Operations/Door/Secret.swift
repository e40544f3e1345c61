package import Measures
import Storage

/// A secret that is shown to be believed: 32 random bytes, in letters and digits. The books hold
/// only its digest.
package struct Secret: Sendable, Hashable {
    package let text: String

    /// A new one.
    package init() {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        text = "plk_" + bytes.map { Secret.hexadecimal($0) }.joined()
    }

    /// As somebody shows it.
    package init(shown text: String) {
        self.text = String(text.drop { $0.isWhitespace }.prefix { !$0.isWhitespace })
    }

    package var digest: Digest { SHA256.digest(of: Array(text.utf8)) }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
