import Documents
import Measures
package import Operations

/// Dated facts of parties and accounts as text and JSON.
package enum RecordText {
    package static func list(_ list: RecordList) -> Answer {
        let json: JSONValue = .array(
            list.entries.map { entry in
                [
                    "kind": .string(entry.kind.rawValue), "number": .int(entry.number),
                    "what": entry.what.map { .string($0) } ?? .null,
                    "from": .day(entry.period.start), "up_to": .day(entry.period.end),
                    "class": .string(entry.recordClass.rawValue),
                ]
            })
        guard !list.entries.isEmpty else { return Answer("Nothing is on record.", json) }
        var table = Table([
            .text("Kind"), .number("Number"), .text("What"), .text("From"), .text("Up to"),
        ])
        for entry in list.entries {
            table.add([
                entry.kind.rawValue, "\(entry.number)", entry.what ?? "not shown to you",
                "\(entry.period.start)",
                entry.period.end == .openEnd ? "" : "\(entry.period.end)",
            ])
        }
        return Answer(table.text(width: 120), json)
    }
}

extension RecordRowRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .field(let name, let value, let rule, let advice):
            "\(name) \"\(value)\": \(rule). \(advice)"
        case .nothing: "There is no field to add."
        case .unknown(let kind, let number): "There is no \(kind.rawValue) \(number)."
        case .ended(let kind, let number, let day):
            "The \(kind.rawValue) \(number) ended on \(day) already."
        }
    }
}
