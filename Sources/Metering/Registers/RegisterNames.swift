package import Measures

/// Why none of the registers of a name was there on a day (rule B3.1, RD-DATE).
package enum NotInstalled: Hashable, Sendable {
    /// The first of them was installed later.
    case before(installation: Day)
    /// The last of them before the day was gone by then.
    case after(removal: Day)

    /// Nil where one of them hung at the end of the day, or there are none.
    package init?(on day: Day, _ registers: some Sequence<Register>) {
        var (installation, removal): (Day?, Day?) = (nil, nil)
        for register in registers {
            if register.isEffective(on: day) { return nil }
            installation = min(installation ?? register.installed, register.installed)
            if let removed = register.removed, removed < day {
                removal = max(removal ?? removed, removed)
            }
        }
        if let removal {
            self = .after(removal: removal)
        } else if let installation {
            self = .before(installation: installation)
        } else {
            return nil
        }
    }
}

/// The registers of supply points by the names that a market gives them (rule B3.1).
package struct MarketRegisters: Sendable {
    /// A name that is none of ours.
    package enum Unknown: Error, Hashable, Sendable {
        case point(String)
        case suffix(String, of: String)
        case meter(String, at: String)
    }

    private let points: [String: Int64]
    private let registers: [Int64: [InstalledRegister]]

    /// - Parameter points: supply points by the market's name.
    package init(points: [String: Int64], registers: [InstalledRegister]) {
        self.points = points
        self.registers = Dictionary(grouping: registers, by: \.supplyPointID)
    }

    /// The registers that a name may mean, one after another in time. A register without a suffix
    /// goes by its own code; a blank meter means any.
    package func named(
        point name: String, suffix: String, meter: String
    ) -> Result<[InstalledRegister], Unknown> {
        guard let point = points[name] else { return .failure(.point(name)) }
        let named = (registers[point] ?? []).filter {
            $0.suffix == suffix || ($0.suffix.isEmpty && $0.code == suffix)
        }
        guard !named.isEmpty else { return .failure(.suffix(suffix, of: name)) }
        let ofMeter = named.filter { meter.isEmpty || $0.register.meterSerial == meter }
        return ofMeter.isEmpty ? .failure(.meter(meter, at: name)) : .success(ofMeter)
    }
}

/// Why the intervals of a channel do not fit a register (rule B3.3).
package enum ChannelMisfit: Hashable, Sendable {
    /// It takes readings, or intervals of another length.
    case length
    /// It counts in another unit.
    case unit(Unit)
}

extension Register {
    /// Nil where intervals of so many minutes in the unit fit.
    package func misfit(minutes: Int, unit: Unit) -> ChannelMisfit? {
        guard kind == .interval(minutes: minutes) else { return .length }
        return self.unit == unit ? nil : .unit(self.unit)
    }
}
