package import Measures
package import Metering

/// A register's value at the end of a day: a row of `readings.csv`.
package struct ReadingRow: ImportRow, Hashable {
    package enum Column: Int, CSVColumn {
        case meterSerial, register, day, value, type, source, method, status

        package static let optional: Set<Column> = [.type, .source, .method, .status]
    }

    package static let fileName = "readings.csv"

    package let meterSerial: String
    package let register: String
    package let day: Day
    package let value: Quantity
    /// What the read is for (rules B1), such as `FIN;OPN` at a change of tenancy.
    package let types: [ReadType]
    /// Nil where the file leaves it to what usually goes with the type (rules B1.1).
    package let source: Reading.Source?
    package let method: Reading.Method?
    package let status: Reading.Status?

    package init(_ fields: inout RowFields<Column>) {
        meterSerial = fields.id(.meterSerial)
        register = fields.id(.register)
        day = fields.day(.day)
        value = fields.quantity(.value)
        types = fields.types()
        source = fields.optionalWord(.source, Self.sources)
        method = fields.optionalWord(.method, Self.methods)
        status = fields.optionalWord(.status, Self.statuses)
        if value < .zero {
            fields.reject(
                .value, rule: "a register never shows less than zero (B3.3)",
                advice: "Look at the meter again.")
        }
    }

    /// The reading on a register of ours: what the file leaves open as it usually is.
    package func reading(on registerID: Int64) -> Reading {
        let usual = Reading(registerID: registerID, day: day, value: value, type: types[0])
        return Reading(
            registerID: registerID, day: day, value: value, roles: ReadRoles(types),
            source: source ?? usual.source, method: method ?? usual.method,
            status: status ?? usual.status)
    }

    private static let sources = words(Reading.Source.self)
    private static let methods = words(Reading.Method.self)
    private static let statuses = words(Reading.Status.self)
}

extension RowFields<ReadingRow.Column> {
    fileprivate mutating func types() -> [ReadType] {
        if isBlank(.type) { return [.actual] }
        if row[.type].bytes.count == 3,
            let known = knownTypes.first(where: { row[.type].isText($0.0) })
        {
            return known.1
        }
        let codes = (row[.type].text ?? "").split(separator: ";").map(\.trimmed)
        let types = codes.compactMap { ReadType(rawValue: $0) }
        guard !types.isEmpty, types.count == codes.count, types.count <= 3 else {
            let known = ReadType.allCases.map(\.rawValue).joined(separator: ", ")
            reject(
                .type, rule: "type is one to three of \(known), with semicolons between (B1)",
                advice: "Leave it blank for ACT.")
            return [.actual]
        }
        return types
    }

    fileprivate mutating func optionalWord<Word>(
        _ column: Column, _ words: [(String, Word)]
    ) -> Word? {
        isBlank(column) ? nil : word(column, of: words)
    }
}

private let knownTypes: [(String, [ReadType])] = ReadType.allCases.map { ($0.rawValue, [$0]) }
