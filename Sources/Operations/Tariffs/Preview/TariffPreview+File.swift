import Storage

extension TariffPreview {
    /// Writes one row for each agreement to a file.
    package func write(to path: String, from door: Door) throws {
        try WholeFile.write(try door.read(.readBooks) { try csv($0) }, to: path)
    }
}
