package import Measures

/// What a reading is for and what it may do (rules B1). A reading may play two roles,
/// such as final for one customer and opening for the next.
package enum ReadType: String, Sendable, Hashable, CaseIterable {
    case actual = "ACT"
    case smart = "SMT"
    case customer = "CUS"
    case estimated = "EST"
    case agreed = "AGR"
    case opening = "OPN"
    case final = "FIN"
    case installation = "INS"
    case removal = "REM"
    case special = "SPC"
    case deemed = "DEM"
    case check = "CHK"

    /// A check read validates and never bills alone.
    package var isBillable: Bool { self != .check }

    /// Whether a billing period may end on it.
    package var closesPeriod: Bool {
        self != .check && self != .opening && self != .installation
    }

    /// Whether it is treated as actual. Opening, final, installation and removal are roles:
    /// the reading's status says whether the value was seen.
    package var countsAsActual: Bool {
        switch self {
        case .actual, .smart, .customer, .special, .installation, .removal, .opening, .final:
            return true
        case .agreed, .deemed, .estimated, .check: return false
        }
    }

    /// An agreed or deemed read fixes its day for both sides.
    package var locksDate: Bool { self == .agreed || self == .deemed }
}

/// A set of roles that one reading plays, such as `FIN` and `OPN`.
package struct ReadRoles: OptionSet, Sendable, Hashable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package init(_ type: ReadType) {
        let index = ReadType.allCases.firstIndex(of: type) ?? 0
        rawValue = 1 << UInt16(index)
    }

    package init(_ types: [ReadType]) {
        self = types.reduce(into: []) { $0.formUnion(ReadRoles($1)) }
    }

    /// In the order of the table of rules B1.
    package var types: [ReadType] { ReadType.allCases.filter { contains(ReadRoles($0)) } }

    /// The first of them.
    package var first: ReadType? {
        let index = rawValue.trailingZeroBitCount
        return index < ReadType.allCases.count ? ReadType.allCases[index] : nil
    }

    fileprivate static let billable = ReadRoles(ReadType.allCases.filter(\.isBillable))
    fileprivate static let closing = ReadRoles(ReadType.allCases.filter(\.closesPeriod))
}

/// A register's value at the end of a local day (rule A1.2).
package struct Reading: Sendable, Hashable {
    /// Who it comes from.
    package enum Source: UInt8, Sendable, Hashable, CaseIterable {
        case company = 1, agent, customer, industry, previousSupplier, landlord
    }

    /// How it was taken.
    package enum Method: UInt8, Sendable, Hashable, CaseIterable {
        case walk = 1, remote, phone, web, photo, calculation, agreement, file
    }

    /// Whether anybody saw the value (rule B1.1: its own field, not part of the source).
    package enum Status: UInt8, Sendable, Hashable, CaseIterable {
        case actual = 1, estimated, derived, agreed, deemed
    }

    package let registerID: Int64
    package let day: Day
    package let value: Quantity
    package let roles: ReadRoles
    package let source: Source
    package let method: Method
    package let status: Status

    package init(
        registerID: Int64, day: Day, value: Quantity, roles: ReadRoles = ReadRoles(.actual),
        source: Source = .company, method: Method = .walk, status: Status = .actual
    ) {
        self.registerID = registerID
        self.day = day
        self.value = value
        self.roles = roles
        self.source = source
        self.method = method
        self.status = status
    }

    /// A reading of the role with the source, method and status that usually go with it.
    package init(registerID: Int64, day: Day, value: Quantity, type: ReadType) {
        let (source, method, status) = Reading.usual(type)
        self.init(
            registerID: registerID, day: day, value: value, roles: ReadRoles(type),
            source: source, method: method, status: status)
    }

    private static func usual(_ type: ReadType) -> (Source, Method, Status) {
        switch type {
        case .smart: return (.company, .remote, .actual)
        case .customer: return (.customer, .web, .actual)
        case .estimated: return (.company, .calculation, .estimated)
        case .agreed: return (.company, .agreement, .agreed)
        case .deemed: return (.industry, .calculation, .deemed)
        default: return (.company, .walk, .actual)
        }
    }
}

extension Reading {
    package var isEstimated: Bool { status == .estimated }
    /// Billable unless it is a check read only.
    package var isBillable: Bool { !roles.isDisjoint(with: .billable) }
    package var closesPeriod: Bool { !roles.isDisjoint(with: .closing) }

    /// A value somebody or something saw: it may true up an estimate (rules B1.2, B4.9).
    package var countsAsActual: Bool {
        status == .actual && isBillable
    }

    /// What a bill made from it may claim (rule B2.7).
    package var quality: Quality {
        switch status {
        case .actual: return .actual
        case .estimated: return .estimated
        case .derived: return .derived
        case .agreed, .deemed: return .substituted
        }
    }
}
