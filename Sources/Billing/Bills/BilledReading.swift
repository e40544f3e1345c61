package import Measures
package import Metering

/// The two readings an advance lies between, as billed. The next bill opens with the closing one.
package struct BilledReading: Sendable, Hashable {
    package var registerID: Int64
    package var openingDay: Day
    package var opening: Quantity
    /// Code of the reading type (rules B1), such as `ACT` or `EST`.
    package var openingType: String
    package var closingDay: Day
    package var closing: Quantity
    package var closingType: String
    /// The advance after rollover and multiplier, in the register's unit.
    package var consumption: Quantity

    package init(
        registerID: Int64, openingDay: Day, opening: Quantity, openingType: String,
        closingDay: Day, closing: Quantity, closingType: String, consumption: Quantity
    ) {
        self.registerID = registerID
        self.openingDay = openingDay
        self.opening = opening
        self.openingType = openingType
        self.closingDay = closingDay
        self.closing = closing
        self.closingType = closingType
        self.consumption = consumption
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
