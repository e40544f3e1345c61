import Interchange
import Measures
import Storage
import Supply

/// premises.csv: the scheme is there already.
final class PremisesImport: RowImport {
    private let run: ImportRun
    private let premises: CodeIndex
    private let schemes: Set<String>
    private var seen: [Int64: Int] = [:]

    init(_ run: ImportRun) throws {
        self.run = run
        premises = try run.books.codes(.premises)
        schemes = Set(try run.books.supply.schemes().map(\.code))
    }

    func take(_ row: PremisesRow, line: Int) throws -> Result<FactChange, RowWrong> {
        guard schemes.contains(row.scheme) else {
            return wrong(
                .scheme, row.scheme, rule: "the scheme is known",
                advice: "Import schemes.csv first.")
        }
        let id = try premises.number(of: row.premisesID)
        if let first = seen.updateValue(line, forKey: id) {
            return wrong(
                .premisesId, row.premisesID,
                rule: "premises stand once in the file (line \(first))",
                advice: "Keep one of the two rows.")
        }
        let premises = Premises(
            id: id, code: row.premisesID, scheme: row.scheme, address: row.address,
            postcode: row.postcode ?? "", jurisdiction: row.jurisdiction,
            priceZone: row.zone ?? "", customerClass: row.customerClass)
        return .success(try run.books.supply.put(premises, event: run.event))
    }
}

/// supply_points.csv: the premises are there already, and a point keeps its commodity.
final class SupplyPointImport: RowImport {
    private let run: ImportRun
    private let premises: CodeIndex
    private let points: CodeIndex
    private var markets: [String: Int64]
    private var commodities: [Int64: Commodity] = [:]
    private var seen: [Int64: Int] = [:]

    init(_ run: ImportRun) throws {
        self.run = run
        premises = try run.books.codes(.premises)
        points = try run.books.codes(.supplyPoint)
        markets = try run.books.supply.supplyPointsByMarketID()
        for point in try run.books.supply.supplyPoints() { commodities[point.id] = point.commodity }
    }

    func take(_ row: SupplyPointRow, line: Int) throws -> Result<FactChange, RowWrong> {
        guard let premisesID = premises[row.premisesID] else {
            return wrong(
                .premisesId, row.premisesID, rule: "the premises are known",
                advice: "Import premises.csv first, or correct the identifier.")
        }
        if let known = points[row.supplyPointID] {
            if let refused = repeated(row, known) { return refused }
        }
        let market = row.marketID ?? row.supplyPointID
        if let other = markets[market], other != points[row.supplyPointID] {
            return wrong(
                .marketId, market, rule: "a market identifier belongs to one supply point",
                advice: "Find out which of the two it is.")
        }
        return .success(try store(row, premisesID, market: market, line: line))
    }

    private func repeated(_ row: SupplyPointRow, _ id: Int64) -> Result<FactChange, RowWrong>? {
        if let first = seen[id] {
            return wrong(
                .supplyPointId, row.supplyPointID,
                rule: "a supply point stands once in the file (line \(first))",
                advice: "Keep one of the two rows.")
        }
        guard let known = commodities[id], known != row.commodity else { return nil }
        return wrong(
            .commodity, row.commodity.rawValue,
            rule: "a supply point keeps its commodity (\(known.rawValue))",
            advice: "Give the new commodity a supply point of its own.")
    }

    private func store(
        _ row: SupplyPointRow, _ premisesID: Int64, market: String, line: Int
    ) throws -> FactChange {
        let id = try points.number(of: row.supplyPointID)
        seen[id] = line
        markets[market] = id
        commodities[id] = row.commodity
        let point = SupplyPoint(
            id: id, code: row.supplyPointID, premisesID: premisesID, commodity: row.commodity,
            cycle: row.cycle)
        return try run.books.supply.put(
            point, marketID: row.marketID, networkParent: row.networkParent, event: run.event)
    }
}
