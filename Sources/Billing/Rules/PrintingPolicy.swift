/// What a utility decides for its bills on paper.
package struct PrintingPolicy: Sendable, Hashable {
    /// The address of a bill on the web, with `{number}` for its number; for the QR code.
    package var billAddress: String?
    /// Where to look for fonts of the scripts that the program's own do not cover.
    package var fontFolders = ["/usr/share/fonts"]
}
