import Documents
import Foundation
import Interchange
import Measures
import Tariffs

/// The tariff guide: pages with fenced blocks `yaml book`, `yaml case` and `text bill`.
///
/// The books of a section hold for its cases; each case has its bill below.
enum Guide {
    static let folder = "Docs/tariff-guide"
    static let pages = Project.files(in: folder, ending: ".md")
    static let examples: [Example] = pages.flatMap { page in
        (try? Project.text(page)).map { examples(of: page, $0) } ?? []
    }

    struct Example {
        var page: String
        var section: String
        var books: [String]
        var question: String
        /// The bill as it is printed, and the lines of the document that it fills.
        var bill: [String]
        var billLines: Range<Int>
        /// The section's text outside the blocks, where the bill is worked by hand.
        var prose: String
    }

    /// The plan of the book with this code.
    static func plan(_ code: String) throws -> TariffPlan {
        for yaml in examples.flatMap(\.books) {
            let book = try TariffBook.read(yaml: yaml, file: folder)
            if book.code == code { return try TariffPlan(book) }
        }
        throw BillCaseRefused.unknownInput(code, book: folder)
    }

    private static func examples(of page: String, _ text: String) -> [Example] {
        var (all, books, question, section): ([Example], [String], String, String) = (
            [], [], "", ""
        )
        var (prose, first, block): (String, Int, (kind: String, from: Int)?) = ("", 0, nil)
        func close() {
            for index in first..<all.count { all[index].prose = prose }
            (first, books, prose) = (all.count, [], "")
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (index, line) in lines.enumerated() {
            guard let open = block else {
                if line.hasPrefix("```") { block = (String(line.dropFirst(3)), index + 1) }
                if line.hasPrefix("## ") {
                    close()
                    section = String(line.dropFirst(3))
                } else if block == nil {
                    prose += line + "\n"
                }
                continue
            }
            guard line == "```" else { continue }
            let body = Array(lines[open.from..<index])
            switch open.kind {
            case "yaml book": books.append(body.joined(separator: "\n") + "\n")
            case "yaml case": question = body.joined(separator: "\n") + "\n"
            case "text bill":
                all.append(
                    Example(
                        page: page, section: section, books: books, question: question,
                        bill: body, billLines: open.from..<index, prose: ""))
            default: break
            }
            block = nil
        }
        close()
        return all
    }
}

extension Guide.Example {
    typealias Part = (plan: TariffPlan, rated: Rated)

    func rated() throws -> [Part] {
        let plans = try Dictionary(
            uniqueKeysWithValues: books.map { yaml in
                let plan = try TariffPlan(TariffBook.read(yaml: yaml, file: page))
                return (plan.book.code, plan)
            })
        let question = try BillCase.read(yaml: question, file: page, expects: false)
        return try question.ratedParts(
            { code in
                guard let plan = plans[code] else {
                    throw BillCaseRefused.unknownInput(code, book: code)
                }
                return plan
            }, zone: Project.zone)
    }

    /// The bill as the guide prints it; a statement of several parts has a sum below them.
    func description(_ parts: [Part]) -> [String] {
        var lines: [String] = []
        for (plan, rated) in parts {
            if parts.count > 1 { lines += [plan.book.name, ""] }
            let text = QuoteText.bill(plan, rated, width: 90)
            lines += text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        while lines.last == "" { lines.removeLast() }
        if parts.count > 1 { lines += ["", "Statement total \(total(parts).plain)"] }
        return lines
    }

    func total(_ parts: [Part]) -> Money {
        parts.dropFirst().reduce(parts[0].rated.total) { $0 + $1.rated.total }
    }

    /// The numbers in the text beside the bill.
    var worked: Set<String> {
        let words = prose.split { !"0123456789.-".contains($0) }
        return Set(
            words.map { word in
                var word = word
                while word.last == "." || word.last == "-" { word.removeLast() }
                return String(word)
            })
    }

    /// Every figure that the section must work by hand.
    func figures(_ parts: [Part]) -> [String] {
        var all = [total(parts).plain]
        for (_, rated) in parts {
            all += rated.lines.map { rated.amount(of: $0).plain }
            all += rated.taxes.map { rated.amount(of: $0).plain }
            all.append(rated.total.plain)
        }
        return all
    }
}
