import Billing
import Customers
import Interchange
import Measures
import Metering
import Rulebook
import Storage
import Supply
import Tariffs

/// What bills are made from, within one transaction: each thing is fetched once, however many
/// bills ask for it, and the facts of the bills in `preload` together.
final class BillSources {
    let books: Books
    let premises: BatchCache<Premises>
    let accounts: BatchCache<Account>
    let parties: BatchCache<Party>
    let points: BatchCache<SupplyPoint>
    let registers: BatchCache<InstalledRegister>
    /// By supply point.
    let installedRegisters: BatchCache<[InstalledRegister]>
    /// By supply point.
    let agreements: BatchCache<[Agreement]>
    /// By account.
    let statements: BatchCache<[StatementRow]>
    /// By register.
    let used: BatchCache<[BilledUse]>
    /// By the bill after it.
    let lastBills: BatchCache<Int64>
    let issues: BatchCache<IssuedBill>
    private var tariffs: [Int64: TariffInForce] = [:]
    private var runs: [Int64: RunAsPrinted] = [:]
    private var schemes: [String: Scheme] = [:]
    private var events: [Int64: Event] = [:]
    private var pages: [PageName: [Int64: Bill]] = [:]

    private struct PageName: Hashable {
        let run: Int64
        let batch: Int
    }

    init(_ books: Books) {
        self.books = books
        premises = BatchCache { try books.supply.premises($0) }
        accounts = BatchCache { try books.customers.accounts($0) }
        parties = BatchCache { try books.customers.parties($0) }
        points = BatchCache { try books.supply.supplyPoints($0) }
        registers = BatchCache { try books.meters.registers($0) }
        installedRegisters = BatchCache { try books.meters.registers(ofSupplyPoints: $0) }
        agreements = BatchCache { try books.supply.agreements(ofSupplyPoints: $0) }
        statements = BatchCache { try books.ledger.statements(ofAccounts: $0) }
        used = BatchCache { try books.bills.billedUse(ofRegisters: $0) }
        lastBills = BatchCache { try books.bills.lastBills(before: $0) }
        issues = BatchCache { try books.bills.issues(ofBills: $0) }
    }

    /// Fetches the facts of bills that are made one after the other.
    func preload(_ bills: [Bill]) throws {
        let (ids, accountIDs) = (bills.map(\.id), bills.map(\.accountID))
        let segments = bills.flatMap(\.segments)
        let pointIDs = segments.map(\.supplyPointID)
        let registerIDs = segments.flatMap { $0.readings.map(\.registerID) }
        try premises.fill(bills.map(\.premisesID))
        try accounts.fill(accountIDs)
        try parties.fill(try accountIDs.compactMap { try accounts[$0]?.partyID })
        try statements.fill(accountIDs)
        try points.fill(pointIDs)
        try agreements.fill(pointIDs)
        try installedRegisters.fill(segments.filter(\.readings.isEmpty).map(\.supplyPointID))
        try registers.fill(registerIDs)
        try used.fill(registerIDs)
        try lastBills.fill(ids)
        try issues.fill(try ids.compactMap { try lastBills[$0] })
        for (run, bills) in Dictionary(grouping: bills, by: { BillID.run(of: $0.id) }) {
            try self.run(run).asPlanned.preload(bills)
        }
    }
}

extension BillSources {
    func tariff(_ version: Int64) throws -> TariffInForce {
        if let tariff = tariffs[version] { return tariff }
        guard let stored = try books.bills.tariffVersion(version) else {
            throw BillProblem.tariffMissing(version: version)
        }
        let tariff = try stored.inForce()
        tariffs[version] = tariff
        return tariff
    }

    /// The run of a bill, or by its number.
    func run(_ id: Int64) throws -> RunAsPrinted {
        if let run = runs[id] { return run }
        let run = RunAsPrinted(try books.runRecord(id), books)
        runs[id] = run
        return run
    }

    func scheme(_ code: String) throws -> Scheme? {
        if schemes.isEmpty {
            for scheme in try books.supply.schemes() { schemes[scheme.code] = scheme }
        }
        return schemes[code]
    }

    func event(_ id: Int64) throws -> Event? {
        if let event = events[id] { return event }
        let event = try books.events.event(id)
        events[id] = event
        return event
    }

    /// The bill as its page has it, or nil.
    func bill(_ id: Int64) throws -> Bill? {
        let name = PageName(run: BillID.run(of: id), batch: BillID.batch(of: id))
        if let bills = pages[name] { return bills[id] }
        guard let stored = try books.runs.page(kind: .run, runID: name.run, batch: name.batch)
        else { return nil }
        let bills = try RunPage(bytes: stored.content).bills
        let byID = Dictionary(bills.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        pages[name] = byID
        return byID[id]
    }

    /// The services of a bill, each once, in the order of its segments.
    func commodities(of bill: Bill) throws -> [Commodity] {
        var commodities: [Commodity] = []
        for segment in bill.segments {
            guard let point = try points[segment.supplyPointID] else { continue }
            if !commodities.contains(point.commodity) { commodities.append(point.commodity) }
        }
        return commodities
    }

    /// The agreements of an account on a supply point: what others used there is not told.
    func agreements(on supplyPoint: Int64, of account: Int64) throws -> [Agreement] {
        try (agreements[supplyPoint] ?? []).filter { $0.accountID == account }
    }

    /// Whether the bill ends all of its agreements, as its run knew them (rule E4.1).
    func isFinal(_ bill: Bill) throws -> Bool {
        let run = try run(BillID.run(of: bill.id))
        let own = try run.asPlanned.agreements[bill.accountID] ?? []
        return bill.segments.allSatisfy { segment in
            own.contains { $0.id == segment.agreementID && $0.period.end == segment.period.end }
        }
    }
}
