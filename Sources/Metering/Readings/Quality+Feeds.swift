/// Why a NEM12 quality flag is refused (rules B2.1 to B2.4).
package enum QualityRefused: Error, Hashable, Sendable {
    case unknownFlag(String)
    /// E, F and S name their method with two digits.
    case methodMissing(String)
    case unknownMethod(String)
    /// This method makes substitutions, not estimates (rule B2.4).
    case notAnEstimate(method: UInt8)
    /// A, N and V carry no method.
    case methodNotAllowed(String)
}

/// A NEM12 quality field such as `A`, `S14` or `V` (rule B2.1).
package enum NEM12Quality: Sendable, Hashable {
    case flag(QualityFlag)
    /// The 400 records tell it, range by range (rule B2.2).
    case variable

    package init(_ text: some StringProtocol) throws(QualityRefused) {
        let bytes = Array(text.utf8)
        guard let letter = bytes.first else { throw .unknownFlag("") }
        switch letter {
        case UInt8(ascii: "A"), UInt8(ascii: "N"), UInt8(ascii: "V"):
            guard bytes.count == 1 else { throw .methodNotAllowed(String(text)) }
            self = NEM12Quality.plain(letter)
        case UInt8(ascii: "E"), UInt8(ascii: "F"), UInt8(ascii: "S"):
            guard bytes.count > 1 else { throw .methodMissing(String(text)) }
            let method = try NEM12Quality.method(bytes.dropFirst(), of: String(text))
            self = .flag(try NEM12Quality.replaced(letter, method))
        default: throw .unknownFlag(String(text))
        }
    }

    private static func plain(_ letter: UInt8) -> NEM12Quality {
        switch letter {
        case UInt8(ascii: "A"): return .flag(.actual)
        case UInt8(ascii: "N"): return .flag(.missing)
        default: return .variable
        }
    }

    private static func method(_ digits: ArraySlice<UInt8>, of text: String)
        throws(QualityRefused) -> UInt8
    {
        guard digits.count == 2, digits.allSatisfy({ (48...57).contains($0) }) else {
            throw .unknownMethod(text)
        }
        let number = digits.reduce(0) { $0 * 10 + ($1 - 48) }
        guard known.contains(where: { $0.contains(number) }) else { throw .unknownMethod(text) }
        return number
    }

    private static func replaced(_ letter: UInt8, _ method: UInt8)
        throws(QualityRefused) -> QualityFlag
    {
        guard letter == UInt8(ascii: "E") else {
            return QualityFlag(.substituted, method: method)
        }
        guard estimates.contains(method) else { throw .notAnEstimate(method: method) }
        return QualityFlag(.estimated, method: method)
    }

    /// Method numbers of rule B2.3: remote, manually read, accumulation, unmetered.
    private static let known: [ClosedRange<UInt8>] = [11...25, 51...59, 61...69, 71...75]
    /// The only methods of an estimate (rule B2.4).
    private static let estimates: Set<UInt8> = [51, 52, 56, 57, 58, 59, 61, 62, 63, 65, 68, 75]
}

extension Quality {
    /// The lattice value of an ESPI quality code (rule B2.5), or nil for an unknown code.
    ///
    /// 13 (mixed) may hold an estimate, 14 (raw) has not been validated.
    package init?(espi code: Int) {
        switch code {
        case 0, 17, 18, 19: self = .actual
        case 7: self = .substituted
        case 8, 9, 12, 13: self = .estimated
        case 10, 14, 16: self = .questionable
        case 11, 15: self = .derived
        default: return nil
        }
    }

    /// German statuses (rule B2.6). All but missing are billable.
    package enum GermanStatus: String, Sendable, Hashable, CaseIterable {
        case measured, substituted, estimated, calculated, missing
    }

    package init(german status: GermanStatus) {
        switch status {
        case .measured: self = .actual
        case .substituted: self = .substituted
        case .estimated: self = .estimated
        case .calculated: self = .derived
        case .missing: self = .missing
        }
    }
}
