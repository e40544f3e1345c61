import Interchange
import Measures
import Storage
import Supply
import Tariffs

/// agreements.csv: no two agreements of a supply point share a day; gaps are noted.
final class AgreementImport: RowImport {
    private let run: ImportRun
    private let accounts: CodeIndex
    private let points: CodeIndex
    private let codes: CodeIndex
    private let tariffs: [String: TariffUse]
    private var uses: [Int64: TariffUse] = [:]
    private var agreements: [Int64: [Agreement]] = [:]
    private var places: [Int64: Int64] = [:]
    private var seen: [Int64: Int] = [:]

    /// What a tariff is for, and what a supply point asks of one.
    struct TariffUse: Hashable {
        let commodity: String
        let currency: Currency
    }

    init(_ run: ImportRun) throws {
        self.run = run
        accounts = try run.books.codes(.account)
        points = try run.books.codes(.supplyPoint)
        codes = try run.books.codes(.agreement)
        tariffs = try AgreementImport.tariffs(run.books)
        uses = try AgreementImport.uses(run.books)
        for agreement in try run.books.supply.agreements() {
            agreements[agreement.supplyPointID, default: []].append(agreement)
            places[agreement.id] = agreement.supplyPointID
        }
    }

    func take(_ row: AgreementRow, line: Int) throws -> Result<FactChange, RowWrong> {
        guard let account = accounts[row.accountID] else {
            return wrong(
                .accountId, row.accountID, "the account is known",
                "Import customers.csv first, or correct the identifier.")
        }
        guard let point = points[row.supplyPointID] else {
            return wrong(
                .supplyPointId, row.supplyPointID, "the supply point is known",
                "Import supply_points.csv first, or correct the identifier.")
        }
        if let refused = tariffWrong(row, point) { return refused }
        if let refused = repeated(row, point) { return refused }
        let agreement = Agreement(
            id: try codes.number(of: row.agreementID), accountID: account, supplyPointID: point,
            tariff: row.tariff, kind: row.kind, period: row.period)
        if let refused = overlap(agreement) { return refused }
        seen[agreement.id] = line
        keep(agreement)
        return .success(
            try run.books.supply.put(agreement, code: row.agreementID, event: run.event))
    }

    /// Days between agreements that none covers, of the points that the file touched.
    var notes: [String] {
        let touched = Set(seen.keys.compactMap { places[$0] })
        let gaps = touched.reduce(0) { count, point in
            let ordered = (agreements[point] ?? []).sorted { $0.period.start < $1.period.start }
            return count
                + zip(ordered, ordered.dropFirst()).count { $0.period.end < $1.period.start }
        }
        return gaps == 0 ? [] : ["\(gaps) gaps between agreements: nobody is billed for them"]
    }

    private func tariffWrong(
        _ row: AgreementRow, _ point: Int64
    ) -> Result<FactChange, RowWrong>? {
        guard let tariff = tariffs[row.tariff] else {
            return wrong(
                .tariff, row.tariff, "the tariff is known",
                "Import its tariff book first, or correct the code.")
        }
        guard let asked = uses[point] else { return nil }
        if tariff.commodity != asked.commodity {
            return wrong(
                .tariff, row.tariff,
                "a \(asked.commodity) supply point has a \(asked.commodity) tariff, "
                    + "this one is for \(tariff.commodity)", "Choose another tariff.")
        }
        if tariff.currency != asked.currency {
            return wrong(
                .tariff, row.tariff,
                "a tariff is in the scheme's currency, \(asked.currency.rawValue)",
                "Choose a tariff of the scheme.")
        }
        return nil
    }

    private func repeated(_ row: AgreementRow, _ point: Int64) -> Result<FactChange, RowWrong>? {
        guard let id = codes[row.agreementID] else { return nil }
        if let first = seen[id] {
            return wrong(
                .agreementId, row.agreementID,
                "an agreement stands once in the file (line \(first))",
                "Keep one of the two rows.")
        }
        guard let index = places[id], index != point else { return nil }
        return wrong(
            .supplyPointId, row.supplyPointID, "an agreement keeps its supply point",
            "End it, and make a new one for the other supply point.")
    }

    /// Rule D2 AC-DOB.
    private func overlap(_ agreement: Agreement) -> Result<FactChange, RowWrong>? {
        let others = agreements[agreement.supplyPointID, default: []]
        guard let days = agreement.overlap(with: others.filter { $0.id != agreement.id }) else {
            return nil
        }
        return wrong(
            .from, "\(agreement.period.start)",
            "agreements of a supply point never share a day (AC-DOB): "
                + "\(days.inWords) is taken by another",
            "End the other agreement first, in an earlier row.")
    }

    private func keep(_ agreement: Agreement) {
        let point = agreement.supplyPointID
        agreements[point, default: []].removeAll { $0.id == agreement.id }
        agreements[point, default: []].append(agreement)
        places[agreement.id] = point
    }

    private static func tariffs(_ books: Books) throws -> [String: TariffUse] {
        var uses: [String: TariffUse] = [:]
        for tariff in try books.tariffs.versions() {
            let book = try TariffBook.read(yaml: tariff.book, file: tariff.fileName)
            uses[tariff.code] = TariffUse(
                commodity: book.commodity, currency: book.currency)
        }
        return uses
    }

    private static func uses(_ books: Books) throws -> [Int64: TariffUse] {
        let schemes = try books.supply.schemes().map { ($0.code, $0.currency) }
        let currencies = Dictionary(schemes) { first, _ in first }
        let places = try books.supply.allPremises().map { ($0.id, currencies[$0.scheme]) }
        let premises = Dictionary(places) { first, _ in first }
        var uses: [Int64: TariffUse] = [:]
        for point in try books.supply.supplyPoints() {
            guard let currency = premises[point.premisesID] ?? nil else { continue }
            uses[point.id] = TariffUse(commodity: point.commodity.rawValue, currency: currency)
        }
        return uses
    }
}
