package import Storage

extension TariffPreview {
    /// Writes one row for each agreement to a file.
    package func write(to path: String, from installation: Installation) throws {
        try WholeFile.write(try installation.read { try csv($0) }, to: path)
    }
}
