import Billing
import Measures
import Metering
import Storage
import Supply

extension Situation {
    /// The facts of a kind that are not the same in another situation.
    ///
    /// Days after the run's last are left out: no bill of the run stands on them.
    func changes(of kind: FactKind, to other: Situation) -> [ChangedFact] {
        .between(named(kind), other.named(kind))
    }

    private func named(_ kind: FactKind) -> [(name: String, text: String)] {
        switch kind {
        case .readings: points.flatMap { $0.namedReadings(through: rules.through) }
        case .agreements: points.flatMap { $0.namedAgreements(through: rules.through) }
        case .properties: points.flatMap { $0.namedProperties(through: rules.through) }
        case .tariffs: namedTariffs
        case .policy: namedPolicy
        case .meters: points.flatMap { $0.namedMeters }
        case .other: points.flatMap { $0.namedOthers }
        }
    }

    /// Tariffs of the agreements, by the number of their version.
    private var namedTariffs: [(name: String, text: String)] {
        let codes = Set(points.flatMap(\.agreements).map(\.tariff)).sorted()
        return codes.compactMap { code in
            rules.tariffs[code].map { ("tariff \(code)", "version \($0.versionID)") }
        }
    }

    private var namedPolicy: [(name: String, text: String)] {
        [("policy", policyVersion.map { "version \($0)" } ?? "the rulebook's defaults")]
    }
}

extension PointFacts {
    fileprivate func namedReadings(through: Day) -> [(name: String, text: String)] {
        registers.flatMap { history in
            let name = "\(history.register.meterSerial) (\(history.register.unit))"
            let dials = history.readings.filter { $0.day <= through }.map {
                ("reading of \(name) on \($0.day)", "\($0.value) \($0.code)")
            }
            let blocks = history.intervals.map {
                ("intervals of \(name) from \(Zone.utc.day(of: $0.start))", $0.told)
            }
            return dials + blocks
        }
    }

    fileprivate func namedAgreements(through: Day) -> [(name: String, text: String)] {
        agreements.filter { $0.period.start <= through }.map { agreement in
            let last =
                agreement.period.end > through + 1 ? "on" : "through \(agreement.period.last)"
            return (
                "agreement \(agreement.id) for \(supplyPoint.code)",
                "\(agreement.kind.rawValue), account \(agreement.accountID), \(agreement.tariff), "
                    + "from \(agreement.period.start) \(last)"
            )
        }
    }

    fileprivate func namedProperties(through: Day) -> [(name: String, text: String)] {
        properties.filter { $0.period.start <= through }.map { property in
            let last =
                property.period.end > through + 1 ? "on" : "through \(property.period.last)"
            return (
                "\(property.name) of \(supplyPoint.code) from \(property.period.start)",
                "\(property.value) \(last)"
            )
        }
    }

    fileprivate var namedMeters: [(name: String, text: String)] {
        registers.map { history in
            let register = history.register
            return (
                "register \(register.id) of \(register.meterSerial)",
                "\(register.usage) in \(register.unit), x \(register.dial.multiplier.text), "
                    + "\(register.dial.dials) dials, from \(register.installed) "
                    + "through \(register.removed.map { "\($0)" } ?? "now")"
            )
        }
    }

    /// What else is known of the point: its cycle, accepted findings.
    fileprivate var namedOthers: [(name: String, text: String)] {
        let accepted = self.accepted.map(\.rawValue).sorted().joined(separator: ", ")
        return [
            ("cycle of \(supplyPoint.code)", supplyPoint.cycle?.rawValue ?? "none"),
            ("accepted for \(supplyPoint.code)", accepted.isEmpty ? "none" : accepted),
        ]
    }
}

extension Reading {
    /// The codes of its types (rules B1).
    fileprivate var code: String { roles.types.map(\.rawValue).joined(separator: "+") }
}

extension IntervalBlock {
    /// The block in one line: two blocks that differ in one value differ here.
    fileprivate var told: String {
        let sum = total.map { "\($0)" } ?? "incomplete"
        return "\(count) values, \(sum), \(quality), digest \(SHA256.digest(of: encoded()).short)"
    }
}
