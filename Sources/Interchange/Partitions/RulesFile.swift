package import Measures
package import Tariffs

/// All that a run bills by, in one file: what a program far from the books needs beside the facts
/// to make the same bills. `Docs/rate-partition.md` says what stands where.
package struct RulesFile: Sendable, Hashable {
    /// A tariff book or the policy, as it was taken in.
    package struct Text: Sendable, Hashable {
        /// Number of the version in the books.
        package let version: Int64
        package let file: String
        package let text: String

        package init(version: Int64, file: String, text: String) {
            self.version = version
            self.file = file
            self.text = text
        }
    }

    package struct Tariff: Sendable, Hashable {
        package let code: String
        package let book: Text

        package init(code: String, book: Text) {
            self.code = code
            self.book = book
        }
    }

    package struct Scheme: Sendable, Hashable {
        package let code: String
        package let currency: Currency
        /// IANA name of its time zone.
        package let zone: String

        package init(code: String, currency: Currency, zone: String) {
            self.code = code
            self.currency = currency
            self.zone = zone
        }
    }

    package let run: Int64
    /// The last day the run bills.
    package let through: Day
    /// The day it was planned on.
    package let plannedOn: Day
    /// Number of the program's own rules (`RuleVersion`).
    package let program: Int
    package let schemes: [Scheme]
    /// Nil while the utility has made no policy.
    package let policy: Text?
    package let tariffs: [Tariff]
    /// Series of prices that the tariffs ask for, in order of code.
    package let prices: [PriceSeries]

    package init(
        run: Int64, through: Day, plannedOn: Day, program: Int, schemes: [Scheme],
        policy: Text?, tariffs: [Tariff], prices: [PriceSeries] = []
    ) {
        self.prices = prices
        self.run = run
        self.through = through
        self.plannedOn = plannedOn
        self.program = program
        self.schemes = schemes
        self.policy = policy
        self.tariffs = tariffs
    }
}

extension RulesFile {
    private static let format = "plumbline rules 1"

    /// Of all it says. Facts carry its first twelve digits, so that they meet no other rules.
    package func digest(_ hash: HashFunction) -> Digest { RulesFile.digest(of: rules, hash) }

    private static func digest(of rules: JSONValue, _ hash: HashFunction) -> Digest {
        Array(rules.line.utf8).withUnsafeBytes(hash)
    }

    /// The file, for people and programs.
    package func text(_ hash: HashFunction) -> String {
        let file: JSONValue = [
            "format": .string(RulesFile.format), "digest": .string("\(digest(hash))"),
            "rules": rules,
        ]
        return file.text + "\n"
    }

    /// Prices are told only where there are any.
    private var rules: JSONValue {
        guard !prices.isEmpty, case .object(let members) = withoutPrices else {
            return withoutPrices
        }
        return .object(members + [.init("prices", .array(prices.map(\.json)))])
    }

    private var withoutPrices: JSONValue {
        [
            "run": .int(run), "through": .day(through), "planned_on": .day(plannedOn),
            "program": .count(program), "schemes": .array(schemes.map(RulesFile.json)),
            "policy": policy.map { .object(RulesFile.members($0)) } ?? .null,
            "tariffs": .array(
                tariffs.map {
                    .object([.init("code", .string($0.code))] + RulesFile.members($0.book))
                }),
        ]
    }

    private static func json(_ scheme: Scheme) -> JSONValue {
        [
            "code": .string(scheme.code), "currency": .string(scheme.currency.rawValue),
            "zone": .string(scheme.zone),
        ]
    }

    /// A text line by line, as people read it; joined with line feeds it is the same to the byte.
    private static func members(_ text: Text) -> [JSONValue.Member] {
        let lines = text.text.unicodeScalars.split(
            separator: "\n", omittingEmptySubsequences: false)
        return [
            .init("version", .int(text.version)), .init("file", .string(text.file)),
            .init("text", .array(lines.map { .string(String($0)) })),
        ]
    }
}

extension RulesFile {
    /// Reads what `text` wrote; refuses a file that anybody changed since.
    package init(reading bytes: [UInt8], _ hash: HashFunction) throws(Rejection) {
        let fields = try bytes.withUnsafeBufferPointer { bytes in
            Result { () throws(Rejection) in try JSONFields(line: bytes, number: 0) }
        }.get()
        try fields.only(["format", "digest", "rules"])
        guard try fields.text("format") == RulesFile.format else {
            throw fields.refusal(
                "format", rule: "this program reads \"\(RulesFile.format)\"",
                advice: "Use the program that exported it, or export again")
        }
        try self.init(rules: fields.object("rules"))
        guard try fields.digest("digest") == digest(hash) else {
            throw fields.refusal(
                "digest", rule: "this is not the SHA-256 of the rules: they were changed",
                advice: "Export them again")
        }
    }

    private init(rules: JSONFields) throws(Rejection) {
        try rules.only([
            "run", "through", "planned_on", "program", "schemes", "policy", "tariffs",
            "prices",
        ])
        var schemes: [Scheme] = []
        for scheme in try rules.list("schemes") { schemes.append(try RulesFile.scheme(scheme)) }
        var tariffs: [Tariff] = []
        for tariff in try rules.list("tariffs") {
            let book = try RulesFile.text(tariff, and: ["code"])
            tariffs.append(Tariff(code: try tariff.text("code"), book: book))
        }
        self.init(
            run: try rules.int64("run"), through: try rules.day("through"),
            plannedOn: try rules.day("planned_on"), program: try rules.int("program"),
            schemes: schemes,
            policy: try rules.has("policy") ? RulesFile.text(rules.object("policy")) : nil,
            tariffs: tariffs, prices: try RulesFile.prices(rules))
    }

    private static func scheme(_ fields: JSONFields) throws(Rejection) -> Scheme {
        try fields.only(["code", "currency", "zone"])
        return Scheme(
            code: try fields.text("code"),
            currency: try fields.word("currency", rule: "three capital letters") {
                Currency(rawValue: $0)
            }, zone: try fields.text("zone"))
    }

    private static func text(
        _ fields: JSONFields, and others: Set<String> = []
    ) throws(Rejection) -> Text {
        try fields.only(others.union(["version", "file", "text"]))
        return Text(
            version: try fields.int64("version"), file: try fields.text("file"),
            text: try fields.texts("text").joined(separator: "\n"))
    }
}
