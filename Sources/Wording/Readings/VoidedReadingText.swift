import Documents
package import Operations

/// A reading that was voided.
package enum VoidedReadingText {
    package static func answer(_ voided: VoidReading.Voided, isDryRun: Bool) -> Answer {
        let bills = voided.bills.joined(separator: ", ")
        return Answer(
            "The reading of \(voided.meter) \(voided.register) on \(voided.day), "
                + "\(voided.unit.after(voided.value.exact.forPeople)) \(voided.type), is void."
                + (bills.isEmpty ? "" : "\nReleased bills stand on it: \(bills)."),
            [
                "meter": .string(voided.meter), "register": .string(voided.register),
                "day": .day(voided.day), "value": .exact(voided.value.exact),
                "type": .string(voided.type),
                "bills": .array(voided.bills.map { .string($0) }),
                "dry_run": .bool(isDryRun),
            ]
        ).onDryRun(isDryRun)
    }
}
