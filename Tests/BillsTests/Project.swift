import Foundation
import Interchange
import Measures
import Tariffs

/// The project's own files, found from where this source stands.
enum Project {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Files of a folder and the folders below it, in order of their paths.
    static func files(in folder: String, ending: String) -> [String] {
        let base = root.appendingPathComponent(folder)
        let all = FileManager.default.enumerator(atPath: base.path)
        let paths = (all?.allObjects as? [String]) ?? []
        return paths.filter { $0.hasSuffix(ending) }.sorted().map { folder + "/" + $0 }
    }

    static func plan(_ book: String) throws -> TariffPlan {
        let path = "Books/\(book).yaml"
        return try TariffPlan(TariffBook.read(yaml: text(path), file: path))
    }

    static func zone(_ name: String) -> Zone? { zones[name] }

    /// Clock changes of 2025 in Great Britain and the state of Victoria, of 2024 in Chicago.
    private static let zones: [String: Zone] = [
        "UTC": .utc,
        "Europe/London": Zone(
            name: "Europe/London", base: 0,
            shifts: [
                Zone.Shift(from: Instant(seconds: 1_743_296_400), offset: 3_600),
                Zone.Shift(from: Instant(seconds: 1_761_440_400), offset: 0),
            ]),
        "America/Chicago": Zone(
            name: "America/Chicago", base: -21_600,
            shifts: [
                Zone.Shift(from: Instant(seconds: 1_710_057_600), offset: -18_000),
                Zone.Shift(from: Instant(seconds: 1_730_617_200), offset: -21_600),
            ]),
        "Australia/Melbourne": Zone(
            name: "Australia/Melbourne", base: 39_600,
            shifts: [
                Zone.Shift(from: Instant(seconds: 1_743_868_800), offset: 36_000),
                Zone.Shift(from: Instant(seconds: 1_759_593_600), offset: 39_600),
            ]),
    ]
}
