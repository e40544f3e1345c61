import Storage

/// Files written for people: there as a whole, or not at all.
package enum OutputFile {
    package static func write(_ bytes: [UInt8], to path: String) throws {
        try WholeFile.write(bytes, to: path)
    }

    package static func write(_ text: String, to path: String) throws {
        try WholeFile.write(text, to: path)
    }
}
