import Billing
import Documents
import Interchange
import Measures
import Metering
import Storage
import Tariffs

/// Everything that reads bytes of others: files of people, lines of other engines, stored pages.
package enum Parser: String, CaseIterable {
    case customers, schemes, premises, points, agreements, properties, meters, readings, prices
    case nem12, zip, tariff, policy, `case`, urdb, load, letter, json, rules, facts
    case page, release, block, exact

    /// Feeds it bytes. It answers or refuses; both are well.
    package var parse: @Sendable ([UInt8]) -> Void {
        switch self {
        case .customers: { rows(CustomerRow.self, $0) }
        case .schemes: { rows(SchemeRow.self, $0) }
        case .premises: { rows(PremisesRow.self, $0) }
        case .points: { rows(SupplyPointRow.self, $0) }
        case .agreements: { rows(AgreementRow.self, $0) }
        case .properties: { rows(PropertyRow.self, $0) }
        case .meters: { rows(MeterRow.self, $0) }
        case .readings: { rows(ReadingRow.self, $0) }
        case .prices: { rows(PriceRow.self, $0) }
        case .nem12, .zip: { _ = try? inspectReadings(file: "x", bytes: $0) }
        case .tariff: { _ = try? ReviewedBook(yaml: text($0), file: "x") }
        case .policy:
            { _ = try? BillingPolicy.read(yaml: text($0), file: "x", on: Day(number: 20_000)) }
        case .case: { _ = try? BillCase.read(yaml: text($0), file: "x") }
        case .urdb: { _ = try? URDBAnswer(json: text($0), file: "x").rates().map { $0.book() } }
        case .load: { _ = try? LoadCurve(csv: text($0), file: "x") }
        case .letter: { _ = try? LetterTemplate(text($0), file: "x") }
        case .json: { _ = try? JSONValue(reading: $0) }
        case .rules: { _ = try? RulesFile(reading: $0, SHA256.function) }
        case .facts: { factsLine($0) }
        case .page: { _ = try? RunPage(bytes: $0) }
        case .release: { _ = try? ReleasePage(bytes: $0) }
        case .block: { _ = try? IntervalBlock(decoding: $0) }
        case .exact: { _ = Exact(text($0))?.text }
        }
    }
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

private func rows<Row: ImportRow>(_ row: Row.Type, _ bytes: [UInt8]) {
    guard let reader = try? RowReader<Row>(bytes) else { return }
    while let found = try? reader.next() { _ = found }
}

private func factsLine(_ bytes: [UInt8]) {
    guard let gbp = Currency(rawValue: "GBP") else { return }
    let schemes = [SchemeRules(code: "S", currency: gbp, zone: .utc)]
    bytes.withUnsafeBufferPointer {
        _ = try? FactsLine(
            reading: $0, line: 1, rules: "0123456789abcdef", schemes, SHA256.function)
    }
}
