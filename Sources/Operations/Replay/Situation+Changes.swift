import Billing
import Measures
import Metering
import Storage
import Supply

/// One fact of a situation: what people call it, what it says, and how it is put into another
/// situation or taken out of it.
struct NamedFact {
    let name: String
    let text: String
    let put: (inout Situation) -> Void
    let drop: (inout Situation) -> Void

    init(
        _ name: String, _ text: String, put: @escaping (inout Situation) -> Void,
        drop: @escaping (inout Situation) -> Void = { _ in }
    ) {
        (self.name, self.text, self.put, self.drop) = (name, text, put, drop)
    }
}

extension Situation {
    /// The facts of a kind that are not the same in another situation, by name, each with the
    /// step that brings it in.
    ///
    /// Days after the run's last are left out: no bill of the run stands on them.
    func steps(
        of kind: FactKind, to other: Situation
    ) -> [(change: ChangedFact, put: (inout Situation) -> Void)] {
        let old = Dictionary(named(kind).map { ($0.name, $0) }) { first, _ in first }
        let new = Dictionary(other.named(kind).map { ($0.name, $0) }) { first, _ in first }
        return Set(old.keys).union(new.keys).sorted().compactMap { name in
            let (before, after) = (old[name], new[name])
            guard before?.text != after?.text, let put = after?.put ?? before?.drop else {
                return nil
            }
            return (ChangedFact(name, before: before?.text, after: after?.text), put)
        }
    }

    private func named(_ kind: FactKind) -> [NamedFact] {
        switch kind {
        case .readings: points.flatMap { $0.namedReadings(through: rules.through) }
        case .meters: points.flatMap(\.namedMeters)
        case .agreements: points.flatMap { $0.namedAgreements(through: rules.through) }
        case .properties: points.flatMap { $0.namedProperties(through: rules.through) }
        case .tariffs: namedTariffs
        case .prices: namedPrices
        case .policy: [namedPolicy]
        case .other: points.flatMap(\.namedOthers)
        }
    }

    /// Tariffs of the agreements, by the number of their version.
    private var namedTariffs: [NamedFact] {
        let codes = Set(points.flatMap(\.agreements).map(\.tariff)).sorted()
        return codes.compactMap { code in
            guard let tariff = rules.tariffs[code] else { return nil }
            return NamedFact(
                "tariff \(code)", "version \(tariff.versionID)",
                put: { $0.rules.tariffs[code] = tariff },
                drop: { $0.rules.tariffs[code] = nil })
        }
    }

    /// Series as a whole, by what they say.
    private var namedPrices: [NamedFact] {
        rules.prices.values.sorted { $0.code < $1.code }.map { series in
            let digest = series.digest(SHA256.function).short
            return NamedFact(
                "prices of \(series.code)", "\(series.rows.count) prices \(digest)",
                put: { $0.rules.prices[series.code] = series },
                drop: { $0.rules.prices[series.code] = nil })
        }
    }

    private var namedPolicy: NamedFact {
        let rules = rules
        let text = rules.policy.map { "version \($0.version)" } ?? "the rulebook's defaults"
        return NamedFact("policy", text, put: { $0.rules.takePolicy(from: rules) })
    }

    /// Changes one supply point, where it is there.
    fileprivate mutating func change(_ point: Int64, _ body: (inout PointFacts) -> Void) {
        guard let position = points.firstIndex(where: { $0.supplyPoint.id == point }) else {
            return
        }
        body(&points[position])
    }

    /// Changes what is known of one register, where it is there.
    fileprivate mutating func change(
        _ point: Int64, register: Int64, _ body: (inout RegisterHistory) -> Void
    ) {
        change(point) { facts in
            guard let position = facts.registers.firstIndex(where: { $0.register.id == register })
            else { return }
            body(&facts.registers[position])
        }
    }
}

extension PointFacts {
    fileprivate func namedReadings(through: Day) -> [NamedFact] {
        registers.flatMap { history in
            history.readings.filter { $0.day <= through }.map { named($0, of: history.register) }
                + history.intervals.indices.map { namedBlock($0, of: history) }
        }
    }

    private func named(_ reading: Reading, of register: Register) -> NamedFact {
        let (point, id) = (supplyPoint.id, register.id)
        return NamedFact(
            "reading of \(register.named) on \(reading.day)", "\(reading.value) \(reading.code)",
            put: { situation in
                situation.change(point, register: id) {
                    $0.readings.removeAll { $0.day == reading.day }
                    let position = $0.readings.firstIndex { $0.day > reading.day }
                    $0.readings.insert(reading, at: position ?? $0.readings.endIndex)
                }
            },
            drop: { situation in
                situation.change(point, register: id) {
                    $0.readings.removeAll { $0.day == reading.day }
                }
            })
    }

    private func namedBlock(_ index: Int, of history: RegisterHistory) -> NamedFact {
        let (point, id) = (supplyPoint.id, history.register.id)
        let block = history.intervals[index]
        return NamedFact(
            "intervals of \(history.register.named) from \(Zone.utc.day(of: block.start))",
            block.description,
            put: { situation in
                situation.change(point, register: id) {
                    $0.intervals.removeAll { $0.start == block.start }
                    let position = $0.intervals.firstIndex { $0.start > block.start }
                    $0.intervals.insert(block, at: position ?? $0.intervals.endIndex)
                }
            },
            drop: { situation in
                situation.change(point, register: id) {
                    $0.intervals.removeAll { $0.start == block.start }
                }
            })
    }

    /// Registers with what they count and their multiplier, and where they hang.
    fileprivate var namedMeters: [NamedFact] {
        registers.map { history in
            let (point, register) = (supplyPoint.id, history.register)
            return NamedFact(
                "register \(register.id) of \(register.meterSerial)", register.description,
                put: { situation in
                    situation.change(point) { facts in
                        let position = facts.registers.firstIndex { $0.register.id == register.id }
                        guard let position else { return facts.registers.append(history) }
                        facts.registers[position].register = register
                    }
                },
                drop: { situation in
                    situation.change(point) {
                        $0.registers.removeAll { $0.register.id == register.id }
                    }
                })
        }
    }

    fileprivate func namedAgreements(through: Day) -> [NamedFact] {
        agreements.filter { $0.period.start <= through }.map { agreement in
            let point = supplyPoint.id
            return NamedFact(
                "agreement \(agreement.id) for \(supplyPoint.code)",
                "\(agreement.kind.rawValue), account \(agreement.accountID), \(agreement.tariff), "
                    + "from \(agreement.period.start) \(agreement.period.last(through))",
                put: { situation in
                    situation.change(point) {
                        $0.agreements.removeAll { $0.id == agreement.id }
                        $0.agreements.append(agreement)
                        $0.agreements.sort { $0.period.start < $1.period.start }
                    }
                },
                drop: { situation in
                    situation.change(point) { $0.agreements.removeAll { $0.id == agreement.id } }
                })
        }
    }

    fileprivate func namedProperties(through: Day) -> [NamedFact] {
        properties.filter { $0.period.start <= through }.map { property in
            let point = supplyPoint.id
            func isSame(_ other: BilledProperty) -> Bool {
                other.name == property.name && other.period.start == property.period.start
            }
            return NamedFact(
                "\(property.name) of \(supplyPoint.code) from \(property.period.start)",
                "\(property.value) \(property.period.last(through))",
                put: { situation in
                    situation.change(point) {
                        $0.properties.removeAll(where: isSame)
                        $0.properties.append(property)
                    }
                },
                drop: { $0.change(point) { $0.properties.removeAll(where: isSame) } })
        }
    }

    /// What else is known of the point: its cycle, accepted findings.
    fileprivate var namedOthers: [NamedFact] {
        let (point, accepted) = (supplyPoint, self.accepted)
        let codes = accepted.map(\.rawValue).sorted().joined(separator: ", ")
        return [
            NamedFact(
                "cycle of \(point.code)", point.cycle?.rawValue ?? "none",
                put: { $0.change(point.id) { $0.supplyPoint = point } }),
            NamedFact(
                "accepted for \(point.code)", codes.isEmpty ? "none" : codes,
                put: { $0.change(point.id) { $0.accepted = accepted } }),
        ]
    }
}

extension Period {
    /// `on` where it goes on after `day`, else `through` its last day.
    fileprivate func last(_ day: Day) -> String { end > day + 1 ? "on" : "through \(last)" }
}

extension Register {
    /// `M1 (m3)`, with what it counts where that is not its unit.
    fileprivate var named: String {
        let counts = usage.rawValue == unit.rawValue ? "" : " \(usage)"
        return "\(meterSerial) (\(unit)\(counts))"
    }

    fileprivate var description: String {
        "\(usage) in \(unit), x \(dial.multiplier.text), \(dial.dials) dials, from \(installed) "
            + "through \(removed.map { "\($0)" } ?? "now")"
    }
}

extension Reading {
    /// The codes of its types (rules B1).
    fileprivate var code: String { roles.types.map(\.rawValue).joined(separator: "+") }
}

extension IntervalBlock {
    /// The block in one line: two blocks that differ in one value differ here.
    fileprivate var description: String {
        let sum = total.map { "\($0)" } ?? "incomplete"
        return "\(count) values, \(sum), \(quality), digest \(SHA256.digest(of: encoded()).short)"
    }
}
