package import Billing
import Measures
import Supply

extension RunStore {
    /// Loads the facts of a batch with a few queries for all its supply points, by premises and
    /// supply point.
    package func pointFacts(_ scope: PointScope) throws -> [PointFacts] {
        try batchFacts(scope).points
    }

    /// Loads the facts of a batch and the names and addresses for its bills.
    package func batchFacts(
        _ scope: PointScope
    ) throws -> (points: [PointFacts], places: BillPlaces) {
        var load = PointLoad(books: books, scope: scope)
        try load.points()
        if !load.facts.isEmpty { try fill(&load) }
        return (load.facts, load.billPlaces)
    }

    private func fill(_ load: inout PointLoad) throws {
        try load.agreements()
        try load.properties()
        try load.lastBills()
        load.reachBack()
        try load.registers()
        try load.readings()
        try load.billedReadings()
        try load.intervals()
        try load.acceptedFindings()
        try load.billedBefore()
        for point in load.facts { load.billPlaces.add(point) }
    }
}

/// One load of a batch. Rows find their supply point by number; values are lent, and texts decoded
/// once.
struct PointLoad {
    let books: Books
    let scope: PointScope
    var facts: [PointFacts] = []
    fileprivate var billPlaces = BillPlaces()
    private var places = BatchPlaces()
    /// The numbers of the points, as a list for a query.
    private var listed = ""
    /// The first unbilled day of all points, or the run's last day.
    private(set) var owedFrom: Day
    var texts = FactTexts()
    /// The registers of all points, by their numbers.
    var installedRegisters = InstalledRegisters()

    init(books: Books, scope: PointScope) {
        self.books = books
        self.scope = scope
        owedFrom = scope.through
    }

    /// Sets the first day of history by the supply point unbilled for longest.
    mutating func reachBack() {
        for point in facts {
            for agreement in point.agreements where agreement.kind == .occupied {
                let first = max(
                    agreement.period.start,
                    point.lastBill.map { $0.through + 1 } ?? agreement.period.start)
                if first < agreement.period.end { owedFrom = min(owedFrom, first) }
            }
        }
    }

    mutating func points() throws {
        var premises = try schemesOfPremises()[...]
        var rows = try columns(
            """
            SELECT fact.id, fact.code, fact.premises_id, fact.commodity, fact.cycle
            FROM supply_point AS fact
            WHERE fact.premises_id BETWEEN :first AND :last AND \(known)
            ORDER BY fact.premises_id
            """)
        while try rows.next() {
            guard let commodity = texts.commodities.value(rows.bytes(3)) else {
                throw BrokenRow(what: "supply point \(rows.text(1))")
            }
            let point = SupplyPoint(
                id: rows.int(0), code: rows.text(1), premisesID: rows.int(2),
                commodity: commodity, cycle: texts.cycles.value(rows.bytes(4)))
            premises = premises.drop { $0.id < point.premisesID }
            guard let own = premises.first, own.id == point.premisesID else { continue }
            guard let scheme = own.scheme else {
                throw BrokenRow(what: "supply point \(point.code)")
            }
            facts.append(PointFacts(supplyPoint: point, scheme: scheme, law: own.law))
        }
        placePoints()
    }

    /// Sorts the supply points by premises and number.
    private mutating func placePoints() {
        facts.bringInOrder {
            ($0.supplyPoint.premisesID, $0.supplyPoint.id)
                < ($1.supplyPoint.premisesID, $1.supplyPoint.id)
        }
        let ids = facts.map(\.supplyPoint.id)
        (places, listed) = (BatchPlaces(ids), PointLoad.list(ids))
    }

    /// The premises of the batch, each with the index of its scheme in the run's rules.
    private mutating func schemesOfPremises() throws -> [PremisesLoaded] {
        let laws = knowsLaw ? try books.runs.schemeJurisdictions() : [:]
        var schemes = KnownTexts(words: { [known = scope.schemes] in known[$0] })
        var premises: [PremisesLoaded] = []
        var rows = try columns(
            """
            SELECT fact.id, fact.scheme, fact.jurisdiction, fact.class FROM premises AS fact
            WHERE fact.id BETWEEN :first AND :last AND \(known) ORDER BY fact.id
            """)
        while try rows.next() {
            let id = rows.int(0)
            let place = BillPlace(
                scheme: texts.codes.value(rows.bytes(1)) ?? "",
                jurisdiction: texts.codes.value(rows.bytes(2)) ?? "",
                customerClass: texts.codes.value(rows.bytes(3)) ?? "")
            billPlaces.places[id] = place
            premises.append((id, schemes.value(rows.bytes(1)), knowsLaw ? place.law(laws) : nil))
        }
        return premises
    }

    private typealias PremisesLoaded = (id: Int64, scheme: Int?, law: PointLaw?)

    /// Removes facts that earlier rule versions do not use.
    private var knowsLaw: Bool { (scope.run?.ruleVersion ?? 0) >= RuleVersion.four.rawValue }

    mutating func agreements() throws {
        var gathered = Gathered<Agreement>()
        var rows = try ofPoints(
            "agreement",
            "fact.id, fact.account_id, fact.supply_point_id, fact.tariff, fact.kind, "
                + "fact.from_day, fact.to_day")
        while try rows.next() {
            guard let index = places[rows.int(2)] else { continue }
            guard let kind = texts.kinds.value(rows.bytes(4)) else {
                throw BrokenRow(what: "agreement \(rows.int(0))")
            }
            let agreement = Agreement(
                id: rows.int(0), accountID: rows.int(1), supplyPointID: rows.int(2),
                tariff: texts.codes.value(rows.bytes(3)) ?? "", kind: kind,
                period: try texts.period(rows, from: 5, upTo: 6))
            gathered.add(agreement, to: index) { facts[$0].agreements += $1 }
        }
        gathered.finish { facts[$0].agreements += $1 }
        for index in facts.indices {
            facts[index].agreements.bringInOrder { $0.period.start < $1.period.start }
        }
    }

    mutating func properties() throws {
        var gathered = Gathered<BilledProperty>()
        var rows = try ofPoints(
            "property",
            "fact.supply_point_id, fact.name, fact.value, fact.from_day, fact.to_day",
            order: ", fact.name, fact.from_day")
        while try rows.next() {
            guard let index = places[rows.int(0)] else { continue }
            let property = BilledProperty(
                name: texts.codes.value(rows.bytes(1)) ?? "",
                value: texts.codes.value(rows.bytes(2)) ?? "",
                period: try texts.period(rows, from: 3, upTo: 4))
            gathered.add(property, to: index) { facts[$0].properties += $1 }
        }
        gathered.finish { facts[$0].properties += $1 }
    }
}

// Queries for the supply points of the batch.
extension PointLoad {
    /// The condition for rows of `fact` known at the event.
    var known: String { "fact.known_from <= :event AND fact.known_to > :event" }

    func point(_ id: Int64) throws -> Int {
        guard let index = places[id] else { throw BrokenRow(what: "supply point \(id)") }
        return index
    }

    /// The index of a supply point; nil for one outside the batch.
    func index(ofPoint id: Int64) -> Int? { places[id] }

    /// Facts of the supply points, one after another: in one range query where few others are in
    /// between, else one by one.
    func ofPoints(_ table: String, _ names: String, order: String = "") throws -> Columns {
        let those =
            places.range == nil
            ? "FROM {points} AS point CROSS JOIN \(table) AS fact "
                + "WHERE fact.supply_point_id = point.id"
            : "FROM \(table) AS fact WHERE fact.supply_point_id BETWEEN :low AND :high"
        return try columns(
            "SELECT \(names) \(those) AND \(known) ORDER BY fact.supply_point_id\(order)")
    }

    /// Rows of a query that may use `{points}` and `{registers}`, the ids of the batch.
    func columns(_ sql: String, registers: [Int64] = []) throws -> Columns {
        let since = owedFrom.adding(months: -scope.monthsBack)
        let recent = owedFrom.adding(months: -2)
        var values: [String: any DatabaseValueConvertible] = [
            "first": scope.premises.lowerBound, "last": scope.premises.upperBound,
            "event": scope.known.event, "limit": scope.limit, "since": since.description,
            "from_month": String(recent.description.prefix(7)),
            "to_month": String((scope.through + 1).description.prefix(7)),
            "points": listed, "registers": PointLoad.list(registers),
        ]
        if let range = places.range {
            (values["low"], values["high"]) = (range.lowerBound, range.upperBound)
        }
        return try Columns(books.db, sql, with: StatementArguments(values))
    }

    /// Ids as a JSON list: `[1,2,3]`.
    private static func list(_ ids: [Int64]) -> String {
        "[" + ids.map { String($0) }.joined(separator: ",") + "]"
    }
}

extension BillPlace {
    /// The jurisdiction of the premises, else of its scheme.
    fileprivate func law(_ schemes: [String: String]) -> PointLaw {
        PointLaw(
            jurisdiction: jurisdiction.isEmpty ? schemes[scheme] ?? "" : jurisdiction,
            customerClass: customerClass)
    }
}
