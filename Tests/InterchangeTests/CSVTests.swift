import Interchange
import Measures
import Testing

private enum Column: Int, CSVColumn {
    case name, firstDay, amount
    static let optional: Set<Column> = [.amount]
}

/// What came out of a CSV file: `line name|day|amount`, or `line field: value`.
private func read(
    _ bytes: [UInt8], encoding: TextEncoding = .utf8, limit: Int = 1 << 20
) throws -> [String] {
    let lines = LineReader(bytes, encoding: encoding, quotes: true, limit: limit)
    let csv = try CSVReader<Column>(lines)
    var out: [String] = []
    while let record = try csv.next() {
        switch record {
        case .row(let row):
            let cells = Column.allCases.map { row[$0].text ?? "?" }
            out.append("\(row.line) " + cells.joined(separator: "|"))
        case .rejected(let one): out.append("\(one.line) rejected \(one.value)")
        }
    }
    return out
}

@Suite("CSV")
struct CSVTests {
    static let head = "name,first_day,amount\n"

    @Test(
        "rows",
        arguments: [
            ("", []),
            ("a,b,c\n", ["2 a|b|c"]),
            ("a,b,c\r\nd,e,f\r\n", ["2 a|b|c", "3 d|e|f"]),
            (" a , b,\tc\n", ["2 a|b|c"]),
            ("\n\r\na,b,c\n\n", ["4 a|b|c"]),
            ("\"a, \"\"b\"\"\",x,\n", ["2 a, \"b\"|x|"]),
            ("\"a\nb\r\nc\",x,y\nd,e,f\n", ["2 a\nb\r\nc|x|y", "5 d|e|f"]),
            ("\"\",\"\",\"\"\n", ["2 ||"]),
            ("é,日,c\n", ["2 é|日|c"]),
            ("a,b\n", ["2 rejected 2 fields"]),
            ("a,b,c,d\ne,f,g\n", ["2 rejected 4 fields", "3 e|f|g"]),
            ("a\"b,c,d\ne,f,g\n", ["2 rejected a\"b,c,d", "3 e|f|g"]),
            ("\"a\"b,c,d\ne,f,g\n", ["2 rejected \"a\"b,c,d", "3 e|f|g"]),
            ("a,b,c\nd,e,f", ["2 a|b|c", "3 rejected d,e,f"]),
            ("a,b,c\n\"d,e,f", ["2 a|b|c", "3 rejected \"d,e,f"]),
        ] as [(String, [String])]
    )
    func rows(body: String, expected: [String]) throws {
        let bytes = Array((Self.head + body).utf8)
        #expect(try read(bytes) == expected)
        #expect(try read([0xEF, 0xBB, 0xBF] + bytes) == expected)
    }

    @Test("columns in any order, an optional one left out") func order() throws {
        #expect(try read(Array("FIRST_DAY,name\nb,a\n".utf8)) == ["2 a|b|"])
        #expect(try read(Array("first_day,amount,name\nb,c,a\n".utf8)) == ["2 a|b|c"])
    }

    @Test(
        "a wrong header refuses the file",
        arguments: [
            ("", ""), ("\n\n", ""), ("name,amount\n", "first_day"), ("name,name,amount\n", "name"),
            ("name,first_day,colour\n", "column 3"), ("name,first_day", ""),
            ("name,first_day,\n", "column 3"), ("name;first_day\n", ""),
            ("nam;first\n", "column 1"),
        ]
    )
    func header(text: String, field: String) throws {
        let refused = try #require(throws: FileRefused.self) { try read(Array(text.utf8)) }
        #expect(refused.at.field == field)
    }

    @Test("encodings") func encodings() throws {
        let text = "name,first_day\r\nCafé 😀,x\r\n"
        let units = Array(text.utf16)
        let little: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(try read(little) == ["2 Café 😀|x|"])
        #expect(try read(big) == ["2 Café 😀|x|"])
        #expect(throws: FileRefused.self) { try read(little.dropLast()) }

        let western = Array("name,first_day\nCaf".utf8) + [0xE9, 0x20, 0x80] + Array(",x\n".utf8)
        #expect(try read(western, encoding: .windows1252) == ["2 Café €|x|"])
        let refused = try #require(throws: FileRefused.self) { try read(western) }
        #expect(refused.at.line == 2)
        #expect(refused.byte == 18)
    }

    @Test("a line over the limit is refused, whatever is quoted") func limit() throws {
        let long = Array(Self.head.utf8) + [UInt8](repeating: 97, count: (1 << 20) + 1)
        #expect(throws: FileRefused.self) { try read(long + [10]) }
        #expect(throws: FileRefused.self) { try read(long) }
        let open = Array((Self.head + "\"").utf8) + [UInt8](repeating: 10, count: 1 << 15)
        #expect(throws: FileRefused.self) { try read(open, limit: 1 << 14) }
        let fits = Array(Self.head.utf8) + [UInt8](repeating: 97, count: (1 << 20) - 4)
        #expect(try read(fits + Array(",b,c\n".utf8)).count == 1)
    }

    @Test("the source may give one byte at a time") func dribble() throws {
        let text = Array((Self.head + "\"a\n\"\"b\",é,c\r\nd,e,f\n").utf8)
        var rest = text[...]
        let lines = LineReader(quotes: true) { room in
            guard let byte = rest.popFirst() else { return 0 }
            room[0] = byte
            return 1
        }
        let csv = try CSVReader<Column>(lines)
        var names: [String] = []
        while case .row(let row)? = try csv.next() { names.append(row[.name].text ?? "?") }
        #expect(names == ["a\n\"b", "d"])
        #expect(lines.bytesTaken == text.count)
    }

    @Test("cut at every byte: whole rows and a rejection for the rest, or none") func cuts() throws
    {
        let rows = (1...9).map { "n\($0),\"x, \"\"\n\($0)\",\($0)\r\n" }
        let bytes = Array((Self.head + rows.joined()).utf8)
        let whole = try read(bytes)
        for length in 0..<bytes.count {
            guard length >= Self.head.utf8.count else {
                #expect(throws: FileRefused.self) { try read(Array(bytes[..<length])) }
                continue
            }
            let cut = Array(bytes[..<length])
            guard !endsInQuotes(cut) else {
                #expect(throws: FileRefused.self) { try read(cut) }
                continue
            }
            var got = try read(cut)
            if let last = got.last, last.contains("rejected") { got.removeLast() }
            #expect(whole.starts(with: got))
            let count = got.count
            let full = rows[..<count].joined().utf8.count + Self.head.utf8.count
            #expect(
                full <= length && (count == rows.count || full + rows[count].utf8.count > length))
        }
    }

    @Test("the reject file is CSV itself") func rejectFile() throws {
        let one = Rejection(
            line: 7, field: "name", value: "a \"b\", c\n", rule: "r", advice: "x, y")
        let text = String(decoding: RejectFile.bytes([one]), as: UTF8.self)
        #expect(
            text == "line,field,value,rule,advice\n7,name,\"a \"\"b\"\", c<U+000A>\",r,\"x, y\"\n")
    }
}

/// Whether the last line, of rows of two lines each, begins inside quotes and does not close them.
private func endsInQuotes(_ bytes: [UInt8]) -> Bool {
    let before = bytes.lastIndex(of: 10) ?? 0
    let isSecond = bytes[..<before].count { $0 == 34 } % 2 == 1
    return isSecond && !bytes[before...].contains(34)
}
