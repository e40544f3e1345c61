package import Measures

/// A register and the supply point that its meter hangs at.
package struct InstalledRegister: Sendable, Hashable {
    package let register: Register
    package let supplyPointID: Int64
    /// What the register is called on the meter and in files: `1`, `DAY`, `E1`.
    package let code: String
    /// The channel's name in market files, such as `E1`; blank where it has none.
    package let suffix: String

    package init(
        register: Register, supplyPointID: Int64, code: String, suffix: String = ""
    ) {
        self.suffix = suffix
        self.register = register
        self.supplyPointID = supplyPointID
        self.code = code
    }

    package var id: Int64 { register.id }

    /// The days it hangs there, from installation up to the removal day.
    package var period: Period {
        Period(from: register.installed, upTo: max(register.installed, removedOn))
    }

    package var removedOn: Day { register.removed ?? .openEnd }
}
