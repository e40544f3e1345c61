/// A JSON value whose keys keep their order and whose numbers stay exact decimals.
///
/// For everything that prints JSON: the same value always gives the same bytes.
package indirect enum JSON: Sendable, Hashable {
    case object([Member])
    case array([JSON])
    case string(String)
    /// A plain decimal, written as it stands: `-12.60`.
    case number(String)
    case bool(Bool)
    case null

    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// An object from pairs, in their order.
    package static func object(_ pairs: KeyValuePairs<String, JSON>) -> JSON {
        .object(pairs.map { Member($0.key, $0.value) })
    }

    package static func count(_ value: Int) -> JSON { .number(String(value)) }

    /// The text, or null where there is none.
    package static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
}

extension JSON {
    /// The JSON text; pretty has one member a line, two blanks deep, and no line break at its end.
    package func text(pretty: Bool = false) -> String {
        var out = ""
        write(to: &out, pretty: pretty, depth: 0)
        return out
    }

    private func write(to out: inout String, pretty: Bool, depth: Int) {
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .number(let digits): out += digits
        case .string(let text): JSON.quote(text, to: &out)
        case .array(let items):
            JSON.list("[", items, "]", to: &out, pretty, depth) { item, out in
                item.write(to: &out, pretty: pretty, depth: depth + 1)
            }
        case .object(let members):
            JSON.list("{", members, "}", to: &out, pretty, depth) { member, out in
                JSON.quote(member.name, to: &out)
                out += pretty ? ": " : ":"
                member.value.write(to: &out, pretty: pretty, depth: depth + 1)
            }
        }
    }

    private static func list<Item>(
        _ open: String, _ items: [Item], _ close: String, to out: inout String, _ pretty: Bool,
        _ depth: Int, _ write: (Item, inout String) -> Void
    ) {
        let indent = String(repeating: "  ", count: depth)
        out += open
        for (index, item) in items.enumerated() {
            if index > 0 { out += "," }
            if pretty { out += "\n" + indent + "  " }
            write(item, &out)
        }
        if pretty, !items.isEmpty { out += "\n" + indent }
        out += close
    }

    private static func quote(_ text: String, to out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}
