import Measures
import Metering
import Supply

/// Decodes texts of fact tables (days, codes, enumerations), keeping what it decoded, as few
/// different texts come very often.
struct FactTexts {
    var days = KnownTexts { Day(bytes: $0) }
    var codes = KnownTexts<String>()
    var commodities = KnownTexts(words: Commodity.init(rawValue:))
    var cycles = KnownTexts(words: Cycle.init(rawValue:))
    var kinds = KnownTexts(words: Agreement.Kind.init(rawValue:))
    var multipliers = KnownTexts<Exact>(words: { Exact($0) })
    /// Roles of a reading, and whether one of them can be billed.
    var roles = KnownTexts(words: FactTexts.roles)
    var sources = KnownTexts(words: Reading.Source.init(word:))
    var methods = KnownTexts(words: Reading.Method.init(word:))
    var statuses = KnownTexts(words: Reading.Status.init(word:))

    private static func roles(_ word: String) -> (roles: ReadRoles, isBillable: Bool)? {
        ReadRoles(word: word).map { ($0, $0.types.contains(where: \.isBillable)) }
    }

    /// A column that holds an ISO day; throws `BrokenRow` for another text.
    mutating func day(_ rows: borrowing Columns, _ column: Int) throws -> Day {
        guard let day = days.value(rows.bytes(column)) else {
            throw BrokenRow(what: "not a day: \(rows.text(column))")
        }
        return day
    }

    mutating func period(
        _ rows: borrowing Columns, from first: Int, upTo end: Int
    ) throws -> Period {
        let (from, upTo) = (try day(rows, first), try day(rows, end))
        guard from <= upTo else { throw BrokenRow(what: "a period from \(from) to \(upTo)") }
        return Period(from: from, upTo: upTo)
    }

    /// The register in a row with the columns of `FactTable.register`.
    mutating func register(_ rows: borrowing Columns) throws -> Register {
        let (installed, removed) = (try day(rows, 11), try day(rows, 12))
        let isChannel = rows.bytes(6).elementsEqual("interval".utf8)
        guard let multiplier = multipliers.value(rows.bytes(10)),
            let dial = try? Dial(
                dials: Int(rows.int(8)), decimals: Int(rows.int(9)), multiplier: multiplier),
            let register = try? Register(
                id: rows.int(0), meterSerial: rows.text(2),
                usage: UsageCode(codes.value(rows.bytes(4)) ?? ""),
                unit: Unit(codes.value(rows.bytes(5)) ?? ""), dial: dial, installed: installed,
                removed: removed == .openEnd ? nil : removed,
                kind: isChannel ? .interval(minutes: Int(rows.int(7))) : .register,
                isNetMetered: rows.int(14) != 0)
        else { throw BrokenRow(what: "register \(rows.int(0))") }
        return register
    }
}
