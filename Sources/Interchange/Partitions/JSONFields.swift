import Measures
import Supply

/// The fields of one JSON object of a file, taken out by name and checked.
///
/// Each refusal names the line, the field by its path (`supply_points[0].registers[1].dials`),
/// the value as it stands there, and the rule.
struct JSONFields {
    private let members: [JSONValue.Member]
    private let path: JSONPath
    private let line: Int

    /// The object on a line; any other value is refused, and so is a text that is no JSON.
    init(line bytes: UnsafeBufferPointer<UInt8>, number: Int) throws(Rejection) {
        let value: JSONValue
        do { value = try JSONValue(reading: bytes) } catch {
            throw Rejection(error, in: bytes, line: number)
        }
        try self.init(value, .root, line: number)
    }

    private init(_ value: JSONValue, _ path: JSONPath, line: Int) throws(Rejection) {
        guard case .object(let members) = value else {
            throw Rejection(
                line: line, field: path.text, value: value.line,
                rule: "an object with names in braces stands here", advice: JSONFields.advice)
        }
        (self.members, self.path, self.line) = (members, path, line)
    }

    static let advice = "See Docs/rate-partition.md for what it looks like"

    func refusal(_ name: String, rule: String, advice: String = JSONFields.advice) -> Rejection {
        let value =
            switch self.value(name) {
            case .string(let text): text
            case .array, .object, nil: ""
            case let value?: value.line
            }
        return Rejection(
            line: line, field: JSONPath.member(path, name).text, value: value, rule: rule,
            advice: advice)
    }

    /// A misspelt name is told and not passed over.
    func only(_ names: Set<String>) throws(Rejection) {
        guard let other = members.first(where: { !names.contains($0.name) }) else { return }
        throw refusal(
            other.name,
            rule: "there is no such field; there are \(names.sorted().joined(separator: ", "))")
    }

    /// What stands under a name; nil where it is not there, or null.
    private func value(_ name: String) -> JSONValue? {
        let value = members.first { $0.name == name }?.value
        return value == .null ? nil : value
    }

    func has(_ name: String) -> Bool { value(name) != nil }

    /// What `read` makes of the value under a name; a rule that it breaks where that is nil.
    private func read<Value>(
        _ name: String, rule: @autoclosure () -> String, _ read: (JSONValue) -> Value?
    ) throws(Rejection) -> Value {
        guard let value = value(name) else {
            throw refusal(name, rule: "this field must be there: \(rule())")
        }
        guard let found = read(value) else { throw refusal(name, rule: rule()) }
        return found
    }

    func text(_ name: String) throws(Rejection) -> String {
        try read(name, rule: "a text in quotes") { $0.textValue }
    }

    /// One of the words that a type knows.
    func word<Value>(
        _ name: String, rule: @autoclosure () -> String, known: (String) -> Value?
    ) throws(Rejection) -> Value {
        try read(name, rule: rule()) { $0.textValue.flatMap(known) }
    }

    /// One of the words that a type knows, or what is usual where the field is left out.
    func word<Value>(
        _ name: String, or usual: Value, _ known: (String) -> Value?
    ) throws(Rejection) -> Value {
        guard has(name) else { return usual }
        return try word(name, rule: "one of the words for a reading's \(name)", known: known)
    }

    func int64(_ name: String) throws(Rejection) -> Int64 {
        try read(name, rule: "a whole number") {
            guard case .int(let number) = $0 else { return nil }
            return number
        }
    }

    func int(
        _ name: String, in range: ClosedRange<Int> = 0...Int(Int32.max)
    ) throws(Rejection) -> Int {
        try read(name, rule: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
            guard case .int(let number) = $0 else { return nil }
            return Int(exactly: number).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// False where the field is left out.
    func flag(_ name: String) throws(Rejection) -> Bool {
        guard has(name) else { return false }
        return try read(name, rule: "true or false") {
            guard case .bool(let flag) = $0 else { return nil }
            return flag
        }
    }

    func day(_ name: String) throws(Rejection) -> Day {
        try word(name, rule: "a day is written \"2026-10-31\", and is of 1900 or later") {
            $0 >= "1900" ? Day($0) : nil
        }
    }

    func quantity(_ name: String) throws(Rejection) -> Quantity {
        try word(name, rule: "a plain decimal in quotes, of at most six places") { Quantity($0) }
    }

    func exact(_ name: String) throws(Rejection) -> Exact {
        try word(name, rule: "a plain decimal in quotes, or a fraction such as \"1/3\"") {
            Exact(fraction: $0)
        }
    }

    func money(_ name: String, _ currency: Currency) throws(Rejection) -> Money {
        try word(name, rule: "an amount in quotes with cents, such as \"-12.60\"") {
            Money($0, currency)
        }
    }

    func digest(_ name: String) throws(Rejection) -> Digest {
        try word(name, rule: "a SHA-256 in 64 hexadecimal digits") { Digest(hexadecimal: $0) }
    }

    /// From the first to the last day, both included; without `to` it has no end.
    func period() throws(Rejection) -> Period {
        let first = try day("from")
        let end = try has("to") ? min(day("to") + 1, .openEnd) : .openEnd
        guard first <= end else {
            throw refusal("to", rule: "it is not before the day \"from\", \(first)")
        }
        return Period(from: first, upTo: end)
    }

    /// The objects of a list; none where the field is left out.
    func list(_ name: String) throws(Rejection) -> [JSONFields] {
        var objects: [JSONFields] = []
        for (index, item) in try items(name).enumerated() {
            let path = JSONPath.item(.member(path, name), index)
            objects.append(try JSONFields(item, path, line: line))
        }
        return objects
    }

    /// The texts of a list; none where the field is left out.
    func texts(_ name: String) throws(Rejection) -> [String] {
        let texts = try items(name).map(\.textValue)
        guard !texts.contains(nil) else {
            throw refusal(name, rule: "a list of texts in quotes stands here")
        }
        return texts.compactMap { $0 }
    }

    func object(_ name: String) throws(Rejection) -> JSONFields {
        guard let value = value(name) else {
            throw refusal(name, rule: "this field must be there: an object in braces")
        }
        return try JSONFields(value, .member(path, name), line: line)
    }

    private func items(_ name: String) throws(Rejection) -> [JSONValue] {
        guard has(name) else { return [] }
        return try read(name, rule: "a list in brackets stands here") {
            guard case .array(let items) = $0 else { return nil }
            return items
        }
    }

    /// Refuses a list whose keys do not rise: what is looked up in it relies on its order.
    func rising<Key: Comparable>(
        _ name: String, by order: String, _ keys: [Key]
    ) throws(Rejection) {
        let pairs = zip(keys, keys.dropFirst()).enumerated()
        guard let position = pairs.first(where: { $1.0 >= $1.1 }) else { return }
        throw Rejection(
            line: line, field: JSONPath.item(.member(path, name), position.offset + 1).text,
            value: "\(position.element.1)", rule: "they stand in order of \(order), each once",
            advice: "Sort them")
    }
}

/// Where a value stands on its line.
private indirect enum JSONPath {
    case root
    case member(JSONPath, String)
    case item(JSONPath, Int)

    var text: String {
        switch self {
        case .root: ""
        case .member(.root, let name): name
        case .member(let path, let name): path.text + "." + name
        case .item(let path, let index): path.text + "[\(index)]"
        }
    }
}

extension JSONValue {
    fileprivate var textValue: String? {
        if case .string(let text) = self { text } else { nil }
    }
}

extension Exact {
    /// As `text` writes it: a decimal, or `n/d` where no decimal is exact.
    init?(fraction text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            self.init(text)
            return
        }
        guard let numerator = Int128(parts[0]), let denominator = Int128(parts[1]),
            denominator > 0
        else { return nil }
        self.init(numerator, over: denominator)
    }
}

extension Money {
    /// As `plain` writes it.
    init?(_ text: String, _ currency: Currency) {
        guard let exact = Exact(text)?.reduced,
            Int128(currency.minorPerMajor) % exact.denominator == 0,
            let money = try? Money(exact, in: currency, .down)
        else { return nil }
        self = money
    }
}

extension Rejection {
    /// Bytes of a line that are no JSON, with what stands at the place.
    fileprivate init(
        _ refused: JSONRefused, in bytes: UnsafeBufferPointer<UInt8>, line: Int
    ) {
        let seen = String(decoding: bytes.dropFirst(refused.offset).prefix(20), as: UTF8.self)
        self.init(
            line: line, field: "byte \(refused.offset + 1)", value: seen,
            rule: refused.reason.sentence, advice: "A line is one JSON object")
    }
}

extension JSONRefused.Reason {
    fileprivate var sentence: String {
        switch self {
        case .ended: "the JSON stops in the middle: the line may be cut"
        case .unexpected: "this is no JSON here"
        case .number: "a number is whole or has at most six places; others are texts in quotes"
        case .text: "a text is UTF-8 in quotes, its control characters escaped"
        case .repeatedName(let name): "\"\(name)\" stands twice in one object"
        case .tooDeep: "brackets are nested too deeply"
        }
    }
}
