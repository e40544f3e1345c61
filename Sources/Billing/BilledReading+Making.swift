import Measures
package import Metering

extension EstimatedReading {
    /// The reading it becomes.
    package var reading: Reading {
        Reading(registerID: registerID, day: day, value: value, type: .estimated)
    }
}

extension BilledReading {
    init(registerID: Int64, from opening: Reading, to closing: Reading, _ counted: Quantity) {
        self.init(
            registerID: registerID, openingDay: opening.day, opening: opening.value,
            openingType: opening.typeCode, closingDay: closing.day, closing: closing.value,
            closingType: closing.typeCode, consumption: counted)
    }

    init(_ advance: Advance) {
        self.init(
            registerID: advance.register.id, from: advance.opening, to: advance.closing,
            advance.quantity)
    }
}

extension Reading {
    /// The code of its first role, in the order of the table of rules B1.
    package var typeCode: String {
        isEstimated ? ReadType.estimated.rawValue : roles.first?.rawValue ?? "ACT"
    }
}
