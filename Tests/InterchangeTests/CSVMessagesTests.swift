import Measures
import Testing

@testable import Interchange

/// What a file of customers comes to: rows and rejections, or why it is refused.
private func readCustomers(_ text: String) throws -> (rows: Int, rejections: [Rejection]) {
    let reader = try RowReader<CustomerRow>(Array(text.utf8))
    var (rows, rejections) = (0, [Rejection]())
    while let outcome = try reader.next() {
        switch outcome {
        case .row: rows += 1
        case .rejected(let some): rejections += some
        }
    }
    return (rows, rejections)
}

@Suite("Messages about CSV files")
struct CSVMessagesTests {
    static let head = "customer_id,name,account_id,postal_address\n"

    @Test(
        "name what stands between the columns",
        arguments: [
            (";", "a semicolon"), ("\t", "a tab"), ("|", "an upright bar"),
            ("\";\"", "a semicolon"),
        ])
    func separators(mark: String, name: String) throws {
        let text = ["customer_id", "name", "account_id"].joined(separator: mark)
        let refused = try #require(throws: FileRefused.self) { try readCustomers(text + "\n") }
        #expect(refused.at.line == 1)
        #expect(refused.at.rule.contains("here it is \(name)"))
        #expect(!refused.at.advice.contains("remove the column"))
    }

    @Test(
        "an unclosed quote refuses the file, with the line where it opens",
        arguments: [
            ("C1,\"Ada,A1,x\nC2,Bo,A2,y\nC3,\"Cy, C\",A3,z\nC4,Di,A4,w\n", 2, 4),
            ("C5,Eve,A5,x\nC6,\"Fay,A6,y\nC7,Gus,A7,z\n", 3, 5),
            ("C5,\"E\nve\",A5,\"x\nC6,Fay,A6,y\n", 3, 5),
            // A quote inside a field that has none opens it too, whatever the line before had.
            ("C1,\"Ada, of a long address that goes on\",A1,x\nC2,B\"o,\"A2\nC3,Cy,A3,z\n", 3, 5),
        ])
    func quotes(rows: String, opens: Int, last: Int) throws {
        let refused = try #require(throws: FileRefused.self) {
            try readCustomers(Self.head + rows)
        }
        #expect(refused.at.line == opens)
        #expect(refused.at.rule.contains("up to \(last)"))
        #expect(!refused.description.contains("\n"))
    }

    @Test("lines of nothing but commas and blanks are no rows")
    func blankRows() throws {
        let rows = "C1,Ada,A1,x\n,,,\n , ,\t,\nC2,Bo,A2,y\n,,\n"
        let (read, rejections) = try readCustomers(Self.head + rows)
        #expect(read == 2 && rejections.isEmpty)
        #expect(try readCustomers(Self.head + "\"\",,,\n").rejections.count == 3)
    }

    @Test("line breaks of CR alone are named")
    func returns() throws {
        let refused = try #require(throws: FileRefused.self) {
            try readCustomers("customer_id,name,account_id\rC1,Ada,A1\r")
        }
        #expect(refused.at.rule.contains("CR alone") && !refused.at.advice.contains("cut"))
    }

    @Test(
        "a control character is named and never handed on",
        arguments: [("\u{1B}[31mda\u{7}", "U+001B"), ("a\u{85}b", "U+0085"), ("a\nb", "U+000A")])
    func controls(name: String, code: String) throws {
        let (rows, rejections) = try readCustomers(Self.head + "C8,\"\(name)\",A8,x\n")
        let one = try #require(rejections.first)
        #expect(rows == 0 && rejections.count == 1)
        #expect(one.rule.contains(code) && one.value.contains("<\(code)>"))
        #expect(one.description == one.description.shown)
    }

    @Test(
        "no cell that leaves is a formula, and each can be read back",
        arguments: [
            ("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"), ("\r=1", "\"'\r=1\""), ("'=1", "''=1"), ("=1,2", "\"'=1,2\""),
            ("-5.00", "-5.00"), ("+5", "+5"), ("-", "'-"), ("-5.00|x", "'-5.00|x"),
            ("\u{FF1D}1", "'\u{FF1D}1"), ("plain", "plain"), ("a=b", "a=b"),
            ("'quoted'", "'quoted'"), (" =1+1", "' =1+1"), ("\u{A0}@x", "'\u{A0}@x"),
            ("'\t=1", "''\t=1"), (" ' =1", "' ' =1"), (" plain", " plain"), ("", ""),
        ])
    func formulas(text: String, cell: String) {
        #expect(csvField(text) == cell)
    }
}
