import Documents
import Measures
package import Operations

/// Dated facts of parties and accounts as text and JSON.
package enum RecordText {
    package static func list(_ list: RecordList) -> Answer {
        guard !list.entries.isEmpty else { return Answer("Nothing is on record.", list.json) }
        var table = Table([
            .text("Kind"), .number("Number"), .text("What"), .text("From"), .text("Up to"),
        ])
        for entry in list.entries {
            table.add([
                entry.kind.rawValue, "\(entry.number)", entry.shown, "\(entry.period.start)",
                entry.period.end == .openEnd ? "" : "\(entry.period.end)",
            ])
        }
        return Answer(table.text(width: 120), list.json)
    }

    /// Those to be looked at again.
    package static func due(_ list: RecordList) -> Answer {
        guard !list.entries.isEmpty else {
            return Answer("Nothing is to be looked at again.", list.json)
        }
        var table = Table([
            .text("Kind"), .number("Number"), .text("Of"), .text("What"), .text("Look at it"),
        ])
        for entry in list.entries {
            table.add([
                entry.kind.rawValue, "\(entry.number)", entry.owner, entry.shown,
                entry.review.map { "\($0)" } ?? "",
            ])
        }
        return Answer(table.text(width: 120), list.json)
    }
}

extension RecordList {
    fileprivate var json: JSONValue {
        .array(
            entries.map { entry in
                [
                    "kind": .string(entry.kind.rawValue), "number": .int(entry.number),
                    "of": .string(entry.owner), "what": entry.what.map { .string($0) } ?? .null,
                    "from": .day(entry.period.start), "up_to": .day(entry.period.end),
                    "review": .day(entry.review), "class": .string(entry.recordClass.rawValue),
                ]
            })
    }
}

extension RecordList.Entry {
    fileprivate var shown: String { what ?? "not shown to you" }
}

extension RecordRowRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .field(let name, let value, let rule, let advice):
            "\(name) \"\(value)\": \(rule). \(advice)"
        case .nothing: "There is no field to add."
        case .unknown(let kind, let number): "There is no \(kind.rawValue) \(number)."
        case .unknownAccount(let code): "There is no account \(code)."
        case .ended(let kind, let number, let day):
            "The \(kind.rawValue) \(number) ended on \(day) already."
        }
    }
}
