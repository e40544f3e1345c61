package import Measures
package import Metering

/// A reading made by estimation (rule B4.1): the value, the method and what went into it.
package struct EstimatedReading: Sendable, Hashable {
    package var registerID: Int64
    package var day: Day
    package var value: Quantity
    package var method: String
    package var inputs: [NamedFigure]

    package init(
        registerID: Int64, day: Day, value: Quantity, method: String, inputs: [NamedFigure]
    ) {
        self.registerID = registerID
        self.day = day
        self.value = value
        self.method = method
        self.inputs = inputs
    }
}

extension EstimatedReading {
    /// The reading it becomes.
    package var reading: Reading {
        Reading(registerID: registerID, day: day, value: value, type: .estimated)
    }
}
