package import Billing
import Foundation
import Ledger
package import Measures
import Metering
import Supply

extension FactsLine {
    /// Reads one line. `schemes` are those of the rules; `stamp` is the first digits of the
    /// digest of the rules, which a line must carry.
    package init(
        reading bytes: UnsafeBufferPointer<UInt8>, line: Int, rules stamp: String,
        _ schemes: [SchemeRules], _ hash: @escaping HashFunction
    ) throws(Rejection) {
        let fields = try JSONFields(line: bytes, number: line)
        try fields.only(["rules", "batch", "place", "premises", "scheme", "supply_points"])
        guard try fields.text("rules") == stamp else {
            throw fields.refusal(
                "rules", rule: "these facts belong to other rules than \(stamp)",
                advice: "Name the rules file that was exported with them")
        }
        let scheme = try fields.word("scheme", rule: "one of the schemes in the rules") { code in
            schemes.firstIndex { $0.code == code }
        }
        let reader = FactsReader(
            premises: try fields.int64("premises"), scheme: scheme,
            currency: schemes[scheme].currency, hash: hash)
        self.init(
            rules: stamp, batch: try fields.int("batch", in: 1...99_999),
            index: try fields.int("place", in: 1...Int(Int32.max)),
            points: try reader.points(fields))
    }
}

private struct FactsReader {
    let premises: Int64
    let scheme: Int
    let currency: Currency
    let hash: HashFunction

    func points(_ fields: JSONFields) throws(Rejection) -> [PointFacts] {
        var points: [PointFacts] = []
        for point in try fields.list("supply_points") { points.append(try self.point(point)) }
        guard !points.isEmpty else {
            throw fields.refusal("supply_points", rule: "a premises has at least one")
        }
        try fields.rising("supply_points", by: "id", points.map(\.supplyPoint.id))
        return points
    }

    private func point(_ fields: JSONFields) throws(Rejection) -> PointFacts {
        try fields.only([
            "id", "code", "commodity", "cycle", "jurisdiction", "class", "agreements", "registers",
            "properties",
            "last_bill", "accepted", "billed_before",
        ])
        var facts = PointFacts(
            supplyPoint: try supplyPoint(fields), scheme: scheme, law: try law(fields))
        facts.agreements = try agreements(fields, facts.supplyPoint.id)
        for register in try fields.list("registers") {
            facts.registers.append(try self.register(register))
        }
        for property in try fields.list("properties") {
            facts.properties.append(try self.property(property))
        }
        if fields.has("last_bill") { facts.lastBill = try last(fields.object("last_bill")) }
        facts.accepted = try fields.texts("accepted").map { Finding.Code($0) }
        for bill in try fields.list("billed_before") {
            facts.billedBefore.append(try before(bill, facts.supplyPoint.id))
        }
        return facts
    }

    private func law(_ fields: JSONFields) throws(Rejection) -> PointLaw? {
        guard fields.has("jurisdiction") else { return nil }
        return PointLaw(
            jurisdiction: try fields.text("jurisdiction"), customerClass: try fields.text("class"))
    }

    private func supplyPoint(_ fields: JSONFields) throws(Rejection) -> SupplyPoint {
        let cycle: Cycle? =
            try fields.has("cycle")
            ? fields.word(
                "cycle", rule: "a cycle is monthly, monthly-1 to monthly-28 or quarterly-1 to -3"
            ) {
                Cycle(rawValue: $0)
            } : nil
        return SupplyPoint(
            id: try fields.int64("id"), code: try fields.text("code"), premisesID: premises,
            commodity: try fields.word("commodity", rule: "a commodity is one of \(commodities)") {
                Commodity(rawValue: $0)
            }, cycle: cycle)
    }

    private var commodities: String {
        Commodity.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private func agreements(
        _ fields: JSONFields, _ point: Int64
    ) throws(Rejection) -> [Agreement] {
        var agreements: [Agreement] = []
        for agreement in try fields.list("agreements") {
            agreements.append(try self.agreement(agreement, point))
        }
        let starts = agreements.map(\.period.start)
        guard starts == starts.sorted(), (try? Agreement.check(agreements)) != nil else {
            throw fields.refusal(
                "agreements", rule: "they stand in order of their first day and share none")
        }
        return agreements
    }

    private func agreement(_ fields: JSONFields, _ point: Int64) throws(Rejection) -> Agreement {
        try fields.only(["id", "account", "tariff", "kind", "from", "to"])
        return Agreement(
            id: try fields.int64("id"), accountID: try fields.int64("account"),
            supplyPointID: point, tariff: try fields.text("tariff"),
            kind: try fields.word("kind", rule: "occupied or void") {
                Agreement.Kind(rawValue: $0)
            },
            period: try fields.period())
    }

    private func property(_ fields: JSONFields) throws(Rejection) -> BilledProperty {
        try fields.only(["name", "value", "from", "to"])
        return BilledProperty(
            name: try fields.text("name"), value: try fields.text("value"),
            period: try fields.period())
    }

    private func last(_ fields: JSONFields) throws(Rejection) -> LastBill {
        try fields.only(["through", "days", "total"])
        return LastBill(
            through: try fields.day("through"), days: try fields.int("days"),
            total: try fields.money("total", currency).minorUnits)
    }
}

extension FactsReader {
    private func register(_ fields: JSONFields) throws(Rejection) -> RegisterHistory {
        try fields.only([
            "id", "meter", "usage", "unit", "dials", "decimals", "multiplier", "installed",
            "removed", "minutes", "net_metered", "readings", "billed", "intervals",
        ])
        var history = RegisterHistory(register: try bare(fields))
        let id = history.register.id
        for reading in try fields.list("readings") {
            history.readings.append(try self.reading(reading, id))
        }
        try fields.rising("readings", by: "day", history.readings.map(\.day))
        for billed in try fields.list("billed") {
            history.billed.append(try self.billed(billed, id))
        }
        let closings = history.billed.map(\.closingDay)
        guard closings == closings.sorted() else {
            throw fields.refusal("billed", rule: "they stand in order of closing_day")
        }
        try readIntervals(fields, &history)
        return history
    }

    private func readIntervals(
        _ fields: JSONFields, _ history: inout RegisterHistory
    ) throws(Rejection) {
        for block in try fields.list("intervals") {
            let (content, digest) = try self.block(block)
            history.intervals.append(content)
            history.blockDigests.append(digest)
        }
        try fields.rising("intervals", by: "start", history.intervals.map(\.start))
    }

    /// A register without its readings.
    private func bare(_ fields: JSONFields) throws(Rejection) -> Register {
        let dial = try dial(fields)
        let minutes = try fields.has("minutes") ? fields.int("minutes") : nil
        let (id, installed) = (try fields.int64("id"), try fields.day("installed"))
        let removed = try fields.has("removed") ? fields.day("removed") : nil
        let (meter, usage) = (try fields.text("meter"), try fields.text("usage"))
        let (unit, isNet) = (try fields.text("unit"), try fields.flag("net_metered"))
        do {
            return try Register(
                id: id, meterSerial: meter, usage: UsageCode(usage), unit: Unit(unit), dial: dial,
                installed: installed, removed: removed,
                kind: minutes.map { .interval(minutes: $0) } ?? .register, isNetMetered: isNet)
        } catch .intervalMinutes {
            throw fields.refusal("minutes", rule: "intervals have 5, 10, 15, 30 or 60 minutes")
        } catch {
            throw fields.refusal("removed", rule: "it is not before the day it was installed")
        }
    }

    private func dial(_ fields: JSONFields) throws(Rejection) -> Dial {
        let dials = try fields.int("dials", in: 1...12)
        let decimals = try fields.int("decimals", in: 0...6)
        let multiplier = try fields.exact("multiplier")
        do {
            return try Dial(dials: dials, decimals: decimals, multiplier: multiplier)
        } catch { throw fields.refusal("multiplier", rule: "a multiplier is above zero") }
    }

    private func reading(_ fields: JSONFields, _ register: Int64) throws(Rejection) -> Reading {
        try fields.only(["day", "value", "type", "source", "method", "status"])
        return Reading(
            registerID: register, day: try fields.day("day"),
            value: try fields.quantity("value"),
            roles: try fields.word("type", rule: "types of readings, such as ACT or FIN+OPN") {
                ReadRoles(word: $0)
            },
            source: try fields.word("source", or: .company) { Reading.Source(word: $0) },
            method: try fields.word("method", or: .walk) { Reading.Method(word: $0) },
            status: try fields.word("status", or: .actual) { Reading.Status(word: $0) })
    }

    private func billed(
        _ fields: JSONFields, _ register: Int64
    ) throws(Rejection) -> BilledReading {
        try fields.only([
            "opening_day", "opening", "opening_type", "closing_day", "closing", "closing_type",
            "used",
        ])
        return BilledReading(
            registerID: register, openingDay: try fields.day("opening_day"),
            opening: try fields.quantity("opening"),
            openingType: try fields.text("opening_type"),
            closingDay: try fields.day("closing_day"), closing: try fields.quantity("closing"),
            closingType: try fields.text("closing_type"), consumption: try fields.quantity("used"))
    }

    private func block(_ fields: JSONFields) throws(Rejection) -> (IntervalBlock, Digest) {
        try fields.only(["block", "digest"])
        let bytes = try fields.word("block", rule: "a stored block in base64") {
            Data(base64Encoded: $0).map(Array.init)
        }
        let digest =
            try fields.has("digest") ? fields.digest("digest") : bytes.withUnsafeBytes(hash)
        do { return (try IntervalBlock(decoding: bytes), digest) } catch {
            throw fields.refusal("block", rule: "this is no block of intervals: \(error)")
        }
    }
}

extension FactsReader {
    /// What a tariff may take of an earlier bill; the rest of its segment is not asked for.
    private func before(_ fields: JSONFields, _ point: Int64) throws(Rejection) -> BilledBefore {
        try fields.only(["account", "from", "to", "usages", "lines", "properties"])
        var segment = BilledSegment(
            supplyPointID: point, agreementID: 0, tariffVersionID: 0,
            period: try fields.period(), readings: [], usages: [], properties: [], lines: [],
            taxes: [], net: 0, tax: 0)
        for usage in try fields.list("usages") { segment.usages.append(try self.usage(usage)) }
        for line in try fields.list("lines") { segment.lines.append(try self.line(line)) }
        for property in try fields.list("properties") {
            segment.properties.append(try self.property(property))
        }
        return BilledBefore(accountID: try fields.int64("account"), segment: segment)
    }

    private func usage(_ fields: JSONFields) throws(Rejection) -> BilledUsage {
        try fields.only(["usage", "from", "to", "quantity"])
        return BilledUsage(
            usage: try fields.text("usage"), period: try fields.period(),
            quantity: try fields.exact("quantity"), isEstimated: false)
    }

    private func line(_ fields: JSONFields) throws(Rejection) -> BillLine {
        try fields.only(["charge", "from", "to", "quantity", "amount"])
        return BillLine(
            charge: try fields.text("charge"), period: try fields.period(),
            quantity: try fields.exact("quantity"), unit: "", price: .zero,
            amount: try fields.money("amount", currency).minorUnits, tax: "",
            account: LedgerAccount(""))
    }
}
