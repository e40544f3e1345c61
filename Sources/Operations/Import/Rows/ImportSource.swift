import Foundation
import Interchange
import Measures
import Storage

/// What an import reads: a file, or for tariff books a folder of them.
final class ImportSource {
    let kind: ImportKind
    let path: String
    /// The files in order of name; one, but for a folder of tariff books.
    let files: [FileBytes]
    private var known: Digest?
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    init(_ kind: ImportKind, _ path: String, encoding: TextEncoding = .utf8) throws {
        self.kind = kind
        self.path = path
        files = try ImportSource.paths(kind, path).map { try FileBytes($0, encoding: encoding) }
        guard encoding == .utf8 || !kind.isRules else {
            throw FileRefused(
                rule: "an encoding is told of CSV files only, and this is YAML",
                advice: "Save it as UTF-8 in the editor.")
        }
    }

    /// Of one file its own digest, of several that of their digests.
    func digest() throws -> Digest {
        if let known { return known }
        let digests = try files.map { try $0.digest() }
        let digest = digests.count == 1 ? digests[0] : SHA256.digest(of: digests.flatMap(\.bytes))
        known = digest
        return digest
    }

    /// Whether it is NEM12 or NEM13, which is digested while it is read.
    func isMeterData() throws -> Bool { try kind == .readings && files[0].isMeterData() }

    var size: Int { files.reduce(0) { $0 + $1.size } }

    private static func paths(_ kind: ImportKind, _ path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard kind == .tariffs,
            FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        else { return [path] }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        let books = names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
        guard !books.isEmpty else {
            throw FileRefused(
                value: path, rule: "a folder of tariff books holds .yaml files",
                advice: "Name the folder that the books are in.")
        }
        return books.map { path + "/" + $0 }
    }
}
