import Foundation
import Interchange
import Measures
import Tariffs
import Testing
import Yams

/// Each example of the guide is rated; its bill is what the guide prints, worked by hand there.
///
/// `RETELL=1` writes what the engine says into the guide instead: read the difference.
@Suite("Tariff guide")
struct GuideTests {
    static let retells = ProcessInfo.processInfo.environment["RETELL"] != nil

    @Test("each bill is what the engine says", arguments: Guide.pages)
    func bills(page: String) throws {
        var lines = try Project.text(page)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for example in Guide.examples.reversed() where example.page == page {
            let result = example.description(try example.rated())
            lines.replaceSubrange(example.billLines, with: result)
            if Self.retells { continue }
            #expect(
                example.bill == result,
                "\(page), \(example.section):\n\(result.joined(separator: "\n"))")
        }
        guard Self.retells else { return }
        try lines.joined(separator: "\n").write(
            to: Project.root.appendingPathComponent(page), atomically: true, encoding: .utf8)
    }

    @Test("each figure of a bill is worked by hand below it")
    func byHand() throws {
        for example in Guide.examples {
            let worked = example.worked
            for figure in example.figures(try example.rated()) {
                #expect(
                    worked.contains(figure), "\(example.page), \(example.section): \(figure)")
            }
        }
    }

    @Test("no book of the guide gives the analyst a warning")
    func warnings() throws {
        for example in Guide.examples {
            for yaml in example.books {
                let warnings = try ReviewedBook(yaml: yaml, file: example.page).warnings
                #expect(warnings.isEmpty, "\(example.section): \(warnings)")
            }
        }
    }

    @Test("nothing of the language is undocumented")
    func complete() throws {
        let schema = try BookLanguage(Project.text("Docs/formats/tariff-book.schema.json"))
        var seen: Set<String> = []
        for yaml in Guide.examples.flatMap(\.books) {
            let book = try #require(try Yams.compose(yaml: yaml))
            schema.collect(book, schema.root, under: "book", into: &seen)
        }
        let missing = schema.words.subtracting(seen).sorted()
        #expect(missing.isEmpty, "no example has \(missing)")
        #expect(schema.words.count > 80)
    }

    @Test(
        "every function and name of formulas stands in an example",
        arguments: [
            "min(", "max(", "abs(", "round(", "round_down(", "sum(", "count(", "if ", "not ",
            "year_share", "month_share", "year_days", "bill.days", "bill.kWh", "line.", "tax.",
            "month >=", "%",
        ])
    func formulas(word: String) {
        #expect(Guide.examples.contains { $0.books.contains { $0.contains(word) } })
    }

    @Test("the guide has its examples")
    func present() {
        #expect(Guide.pages.count >= 8)
        #expect(Guide.examples.count >= 50)
    }
}

/// The keys of the book language, and the words where only some are allowed, as the schema has
/// them: `charge.per`, `charge.per=day`.
struct BookLanguage {
    typealias Schema = [String: Any]
    let root: Schema
    private let definitions: [String: Schema]

    init(_ json: String) throws {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
        root = object as? Schema ?? [:]
        definitions = root["$defs"] as? [String: Schema] ?? [:]
    }

    var words: Set<String> {
        var all: Set<String> = []
        for (name, schema) in definitions.merging(["book": root], uniquingKeysWith: { $1 }) {
            for (key, value) in schema["properties"] as? [String: Schema] ?? [:] {
                all.insert("\(name).\(key)")
                all.formUnion(choices(value).map { "\(name).\(key)=\($0)" })
            }
        }
        return all
    }

    private func choices(_ schema: Schema) -> [String] {
        let words = schema["enum"] as? [Any] ?? []
        return words.contains { $0 is Bool } ? [] : words.compactMap { $0 as? String }
    }

    /// What of the language a part of a book uses.
    func collect(_ node: Node, _ schema: Schema, under name: String, into seen: inout Set<String>) {
        if let path = schema["$ref"] as? String, let to = path.split(separator: "/").last {
            let to = String(to)
            return collect(node, definitions[to] ?? [:], under: to, into: &seen)
        }
        for one in schema["oneOf"] as? [Schema] ?? [] where one["required"] == nil {
            collect(node, one, under: name, into: &seen)
        }
        for item in node.sequence ?? [] {
            collect(item, schema["items"] as? Schema ?? [:], under: name, into: &seen)
        }
        for (key, value) in node.mapping ?? [:] {
            collect(key.string ?? "", value, schema, under: name, into: &seen)
        }
    }

    private func collect(
        _ key: String, _ value: Node, _ schema: Schema, under name: String,
        into seen: inout Set<String>
    ) {
        guard let known = (schema["properties"] as? [String: Schema])?[key] else {
            let patterns = schema["patternProperties"] as? [String: Schema]
            let any = patterns?.values.first ?? schema["additionalProperties"] as? Schema
            return collect(value, any ?? [:], under: name, into: &seen)
        }
        seen.insert("\(name).\(key)")
        if let word = value.string, choices(known).contains(word) {
            seen.insert("\(name).\(key)=\(word)")
        }
        collect(value, known, under: name, into: &seen)
    }
}
