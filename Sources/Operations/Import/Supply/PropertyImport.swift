import Interchange
import Measures
import Storage
import Supply

/// The properties of supply points while an import runs: one value a day for each name.
final class PropertyBook {
    private struct Key: Hashable {
        let point: Int64
        let name: String
    }

    private let run: ImportRun
    private var known: [Key: [SupplyProperty]] = [:]

    init(_ run: ImportRun) throws {
        self.run = run
        for property in try run.books.supply.properties() {
            known[key(property), default: []].append(property)
        }
    }

    private func key(_ property: SupplyProperty) -> Key {
        Key(point: property.supplyPointID, name: property.name)
    }

    /// The days on which another value of the name holds.
    func clash(_ property: SupplyProperty) -> Period? {
        (known[key(property)] ?? []).lazy.filter {
            $0.period.start != property.period.start
        }.compactMap { $0.period.shared(with: property.period) }.first
    }

    func put(_ property: SupplyProperty) throws -> FactChange {
        let isNew = known[key(property), default: []].keep(property)
        return isNew
            ? try run.books.supply.add(property, event: run.event)
            : try run.books.supply.put(property, event: run.event)
    }
}

extension [SupplyProperty] {
    /// Keeps it in the place of the one that begins on the same day; true where there is none.
    fileprivate mutating func keep(_ property: SupplyProperty) -> Bool {
        let count = count
        removeAll { $0.period.start == property.period.start }
        append(property)
        return self.count > count
    }
}

/// properties.csv: a name has one value a day.
final class PropertyImport: RowImport {
    private let points: CodeIndex
    private let properties: PropertyBook

    init(_ run: ImportRun) throws {
        points = try run.books.codes(.supplyPoint)
        properties = try PropertyBook(run)
    }

    func take(_ row: PropertyRow, line: Int) throws -> Result<FactChange, RowWrong> {
        guard let point = points[row.supplyPointID] else {
            return wrong(
                .supplyPointId, row.supplyPointID, "the supply point is known",
                "Import supply_points.csv first, or correct the identifier.")
        }
        let property = SupplyProperty(
            supplyPointID: point, name: row.name, value: row.value, period: row.period)
        if let days = properties.clash(property) {
            return wrong(
                .from, "\(row.period.start)",
                "a property has one value a day: \(days.inWords) has another",
                "End the other value first, in an earlier row.")
        }
        return .success(try properties.put(property))
    }
}
