import Documents
import Measures
package import Operations

/// Parties as text and JSON.
package enum PartyText {
    package static func shown(_ party: PartyShown) -> Answer {
        let width = party.fields.map(\.name.count).max() ?? 0
        let lines = party.fields.filter { $0.value != "" }.map { field in
            field.name.padding(to: width) + "  " + (field.value ?? "not shown to you")
        }
        let erased = party.erasedBy.map { ["Event \($0) erased data of this customer."] } ?? []
        return Answer((lines + erased).joined(separator: "\n"), json(party))
    }

    private static func json(_ party: PartyShown) -> JSONValue {
        let fields = party.fields.map { field in
            JSONValue.Member(field.name, field.value.map { .string($0) } ?? .null)
        }
        return [
            "fields": .object(fields),
            "masked": .array(party.fields.filter { $0.value == nil }.map { .string($0.name) }),
            "erased_by": party.erasedBy.map { .int($0) } ?? .null,
        ]
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
