import DemoTown
import Interchange
import Measures

/// All files of a town, kept.
struct TownFiles {
    let town: DemoTown
    private(set) var names: [String] = []
    private(set) var bytes: [String: [UInt8]] = [:]

    init(seed: UInt64 = 7, supplyPoints: Int = 1000) throws {
        town = DemoTown(seed: seed, supplyPoints: supplyPoints)
        var (names, bytes): ([String], [String: [UInt8]]) = ([], [:])
        try town.files { name, content in
            names.append(name)
            bytes[name, default: []] += content
        }
        (self.names, self.bytes) = (names, bytes)
    }

    /// Files of a kind in order, such as `meters.csv` and all `meters-2025-03.csv`.
    func named(_ kind: String) -> [String] {
        names.filter { $0 == kind + ".csv" || $0.hasPrefix(kind + "-") }
    }

    /// Rows of a kind as they would be imported, and what was refused on the way.
    func rows<Row: ImportRow>(_: Row.Type) throws -> (
        rows: [Placed<Row>], rejections: [(file: String, Rejection)]
    ) {
        var (rows, rejections): ([Placed<Row>], [(String, Rejection)]) = ([], [])
        for file in named(String(Row.fileName.dropLast(4))) {
            let reader = try RowReader<Row>(bytes[file]!)
            while let outcome = try reader.next() {
                switch outcome {
                case .row(let row, let line):
                    rows.append(Placed(file: file, line: line, row: row))
                case .rejected(let all): rejections += all.map { (file, $0) }
                }
            }
        }
        return (rows, rejections)
    }

    struct Placed<Row> {
        let file: String
        let line: Int
        let row: Row
    }

    /// FNV-1a over names and contents.
    var digest: UInt64 {
        names.reduce(0xCBF2_9CE4_8422_2325) { digest, name in
            (Array(name.utf8) + bytes[name]!).reduce(digest) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01B3
            }
        }
    }
}
