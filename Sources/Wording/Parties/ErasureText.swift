import Customers
import Documents
import Measures
package import Operations
import Storage

/// Erasures of personal data as text and JSON.
package enum ErasureText {
    package static func report(
        _ performed: Performed<ErasureReport>, isDryRun: Bool
    ) -> Answer {
        switch performed {
        case .done(let report, let event), .doneBefore(let report, let event):
            Answer(text(report, "Erased") + "It is event \(event).", json(report, event))
        case .dryRun(let report), .unchanged(let report):
            Answer(text(report, "Would be erased"), json(report, nil)).onDryRun(isDryRun)
        case .waits(let proposal):
            PeopleText.done("", .waits(proposal: proposal), isDryRun: isDryRun)
        }
    }

    fileprivate static func text(_ report: ErasureReport, _ verb: String) -> String {
        var table = Table([.text("Part"), .number("Values"), .text("What becomes of it")])
        for erased in report.erased {
            table.add([erased.part.words, "\(erased.values)", verb.lowercased()])
        }
        for kept in report.kept { table.add([kept.part.words, "\(kept.values)", kept.words]) }
        return "Customer \(report.party)\n\n" + table.text(width: 120)
    }

    private static func json(_ report: ErasureReport, _ event: Int64?) -> JSONValue {
        [
            "party": .string(report.party), "event": event.map { .int($0) } ?? .null,
            "erased": .array(
                report.erased.map {
                    ["part": .string($0.part.rawValue), "values": .count($0.values)]
                }),
            "kept": .array(
                report.kept.map {
                    [
                        "part": .string($0.part.rawValue), "values": .count($0.values),
                        "reason": .string($0.reason.rawValue), "until": .day($0.until),
                    ]
                }),
        ]
    }

    /// After the sentence of a restore: nothing where nothing was erased since.
    static func afterRestore(_ restored: RestoredBooks) -> String {
        var said = ""
        if !restored.isListWhole {
            said +=
                " The books that were there could not be read: what they erased after "
                + "\(ErasureList.fileName) was last written is not erased here. Look for it in "
                + "other lists: plumbline party erasures --repeat FILE"
        }
        return said + (restored.erasures.map { " " + repeated($0).text } ?? "")
    }

    package static func repeated(_ done: RepeatedErasures) -> Answer {
        var text = "\(counted(done.done, "erasure")) done again, \(done.before) known already."
        if !done.waiting.isEmpty {
            text +=
                " Not in these books yet: customers \(done.waiting.joined(separator: ", ")). "
                + "Once they are imported: plumbline party erasures --repeat FILE"
        }
        return Answer(
            text,
            [
                "done": .count(done.done), "before": .count(done.before),
                "waiting": .array(done.waiting.map { .string($0) }),
            ])
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    package static func list(_ list: ErasureList) -> Answer {
        let json: JSONValue = .array(
            list.entries.map { entry in
                [
                    "event": .int(entry.event), "party": .string(entry.party),
                    "day": .string(entry.day),
                    "parts": .array(entry.parts.map { .string($0) }),
                ]
            })
        guard !list.entries.isEmpty else { return Answer("Nothing was erased.", json) }
        var table = Table([.number("Event"), .text("Day"), .text("Customer"), .text("Parts")])
        for entry in list.entries {
            table.add([
                "\(entry.event)", entry.day, entry.party, entry.parts.joined(separator: ", "),
            ])
        }
        return Answer(table.text(width: 120), json)
    }
}

extension PersonalPart {
    /// As in a list: `postal address`.
    var words: String { rawValue.replacing("-", with: " ") }
}

extension ErasureReport.Kept {
    /// `kept for bills, until 2031-01-01`
    fileprivate var words: String {
        let end = until.map { "; may go from \($0)" } ?? "; no end is known"
        return switch reason {
        case .contract: "kept: they are supplied" + end
        case .liability: "kept: they are liable for another account, or pay it" + end
        case .tax: "kept: it is on bills that tax law keeps" + end
        case .legalHold: "kept: a legal hold" + end
        case .needsEnded: "kept: a year after the need ended" + end
        }
    }
}

extension ErasureRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownParty(let code): "There is no customer \(code)."
        case .nothing(let report):
            report.kept.isEmpty
                ? "There is nothing personal left of customer \(report.party)."
                : "Nothing of customer \(report.party) may be erased yet.\n"
                    + ErasureText.text(report, "")
        case .notAList(let file, let line): "\(file), line \(line): this is no list of erasures."
        case .listUnreadable(let file): "\(file) cannot be read."
        }
    }
}
