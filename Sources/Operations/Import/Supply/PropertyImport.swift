import Interchange
import Measures
import Storage
import Supply

/// Writes properties of supply points: new ones the fast way, others in the place of those known.
final class PropertyRecorder {
    private let run: ImportRun
    private var known: PropertyValues

    init(_ run: ImportRun) throws {
        self.run = run
        known = PropertyValues(try run.books.supply.properties())
    }

    func clash(_ property: SupplyProperty) -> Period? { known.clash(property) }

    func put(_ property: SupplyProperty) throws -> FactChange {
        known.keep(property)
            ? try run.books.supply.add(property, event: run.event)
            : try run.books.supply.put(property, event: run.event)
    }
}

/// properties.csv: a name has one value a day.
final class PropertyImport: RowImport {
    private let points: CodeIndex
    private let properties: PropertyRecorder

    init(_ run: ImportRun) throws {
        points = try run.books.codes(.supplyPoint)
        properties = try PropertyRecorder(run)
    }

    func take(_ row: PropertyRow, line: Int) throws -> Result<FactChange, RowWrong> {
        guard let point = points[row.supplyPointID] else {
            return wrong(
                .supplyPointId, row.supplyPointID, rule: "the supply point is known",
                advice: "Import supply_points.csv first, or correct the identifier.")
        }
        let property = SupplyProperty(
            supplyPointID: point, name: row.name, value: row.value, period: row.period)
        if let days = properties.clash(property) {
            return wrong(
                .from, "\(row.period.start)",
                rule: "a property has one value a day: \(days.inWords) has another",
                advice: "End the other value first, in an earlier row.")
        }
        return .success(try properties.put(property))
    }
}
