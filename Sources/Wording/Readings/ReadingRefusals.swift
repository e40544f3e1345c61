import Operations

extension ShowReadings.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .nothingCalled(let name):
            "No meter, supply point or market identifier is called \(name)."
        case .noSuchRegister(let code, let name, let known):
            "\(name) has no register or channel \(code); it has \(known.joined(separator: ", "))."
        }
    }
}

extension VoidReading.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSuchMeter(let meter): "There is no meter \(meter). Look at its serial number."
        case .noSuchRegister(let code, let meter, let known):
            "Meter \(meter) has no register \(code); it has \(known.joined(separator: ", "))."
        case .severalRegisters(let meter, let known):
            "Meter \(meter) has the registers \(known.joined(separator: ", ")). Name one with "
                + "--register."
        case .noReading(let meter, let register, let day):
            "No reading of meter \(meter), register \(register), is known for \(day). Nothing "
                + "was changed."
        }
    }
}
