import Foundation

/// The project's own files, found from where this file stands.
enum Project {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let sources: [SourceFile] = files.filter {
        $0.hasPrefix("Sources/") && $0.hasSuffix(".swift")
    }.compactMap { path in text(of: path).map { SourceFile(path: path, text: $0) } }

    /// Rooms with Swift in them; a folder of a C library is none.
    static let rooms = Set(sources.map(\.room)).sorted()

    static let ruleRooms: Set = [
        "Measures", "Rulebook", "Ledger", "Access", "Customers", "Supply", "Metering", "Tariffs",
        "Billing", "Outbox", "Jobs",
    ]

    /// Every file that is, or may come to be, committed: no build folders, nothing ignored.
    static let files: [String] = {
        let keys: [URLResourceKey] = [.isRegularFileKey]
        guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: keys)
        else { return [] }
        var found: [String] = []
        for case let url as URL in walk {
            let path = String(url.path.dropFirst(root.path.count + 1))
            if isIgnored(path) {
                walk.skipDescendants()
            } else if (try? url.resourceValues(forKeys: Set(keys)).isRegularFile) == true {
                found.append(path)
            }
        }
        return found.sorted()
    }()

    /// As `.gitignore` has it; `.git` is a file in a second worktree.
    private static func isIgnored(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.hasPrefix(".build") || name == ".git" || name.hasPrefix(".venv")
            || name == "__pycache__" || path == ".bench" || path == "demo"
            || path == "Package.resolved"
            || [".sqlite", ".sqlite-wal", ".sqlite-shm", ".pyc"].contains { name.hasSuffix($0) }
    }

    /// Nil for a file that is not text.
    static func text(of path: String) -> String? {
        guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
        return String(validating: data, as: UTF8.self)
    }
}
