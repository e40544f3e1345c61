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
    private var agreements: PointAgreements
    private var seen: [Int64: Int] = [:]

    init(_ run: ImportRun) throws {
        self.run = run
        accounts = try run.books.codes(.account)
        points = try run.books.codes(.supplyPoint)
        codes = try run.books.codes(.agreement)
        tariffs = try AgreementImport.tariffs(run.books)
        uses = try AgreementImport.uses(run.books)
        agreements = PointAgreements(try run.books.supply.agreements())
    }

    func take(_ row: AgreementRow, line: Int) throws -> Result<FactChange, RowWrong> {
        guard let account = accounts[row.accountID] else {
            return wrong(
                .accountId, row.accountID, rule: "the account is known",
                advice: "Import customers.csv first, or correct the identifier.")
        }
        guard let point = points[row.supplyPointID] else {
            return wrong(
                .supplyPointId, row.supplyPointID, rule: "the supply point is known",
                advice: "Import supply_points.csv first, or correct the identifier.")
        }
        if let refused = tariffWrong(row, point) { return refused }
        if let refused = repeated(row) { return refused }
        let agreement = Agreement(
            id: try codes.number(of: row.agreementID), accountID: account, supplyPointID: point,
            tariff: row.tariff, kind: row.kind, period: row.period)
        if let refused = agreements.refusal(of: agreement) { return wrong(refused, row) }
        seen[agreement.id] = line
        agreements.keep(agreement)
        return .success(
            try run.books.supply.put(agreement, code: row.agreementID, event: run.event))
    }

    /// Days between agreements that none covers, of the points that the file touched.
    var notes: [String] {
        let gaps = agreements.gaps(ofAgreements: seen.keys)
        return gaps == 0 ? [] : ["\(gaps) gaps between agreements: nobody is billed for them"]
    }

    private func tariffWrong(
        _ row: AgreementRow, _ point: Int64
    ) -> Result<FactChange, RowWrong>? {
        guard let tariff = tariffs[row.tariff] else {
            return wrong(
                .tariff, row.tariff, rule: "the tariff is known",
                advice: "Import its tariff book first, or correct the code.")
        }
        guard let asked = uses[point] else { return nil }
        switch tariff.misfit(asked: asked) {
        case .commodity(let commodity):
            return wrong(
                .tariff, row.tariff,
                rule: "a \(commodity) supply point has a \(commodity) tariff, "
                    + "this one is for \(tariff.commodity)", advice: "Choose another tariff.")
        case .currency(let currency):
            return wrong(
                .tariff, row.tariff,
                rule: "a tariff is in the scheme's currency, \(currency.rawValue)",
                advice: "Choose a tariff of the scheme.")
        case nil: return nil
        }
    }

    private func repeated(_ row: AgreementRow) -> Result<FactChange, RowWrong>? {
        guard let id = codes[row.agreementID], let first = seen[id] else { return nil }
        return wrong(
            .agreementId, row.agreementID,
            rule: "an agreement stands once in the file (line \(first))",
            advice: "Keep one of the two rows.")
    }

    private func wrong(
        _ refused: AgreementRefused, _ row: AgreementRow
    ) -> Result<FactChange, RowWrong> {
        switch refused {
        case .moved:
            wrong(
                .supplyPointId, row.supplyPointID, rule: "an agreement keeps its supply point",
                advice: "End it, and make a new one for the other supply point.")
        case .taken(let days):
            wrong(
                .from, "\(row.period.start)",
                rule: "agreements of a supply point never share a day (AC-DOB): "
                    + "\(days.inWords) is taken by another",
                advice: "End the other agreement first, in an earlier row.")
        }
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
