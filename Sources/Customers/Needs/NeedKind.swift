package import Measures

/// What has to be minded of a party (rules G5.1, G5.3). The word is the kind in files; where there
/// is one, its number in the list of the priority services registers of Great Britain.
package enum NeedKind: String, Sendable, CaseIterable {
    case nebuliser, ventilator, dialysis
    case oxygenConcentrator = "oxygen-concentrator"
    case blind
    case partiallySighted = "partially-sighted"
    case stairLift = "stair-lift"
    case pensionAge = "pension-age"
    case physicalImpairment = "physical-impairment"
    case language
    case developmental
    case answeringDoor = "answering-door"
    case dementia
    case chronicIllness = "chronic-illness"
    case showering
    case careline
    case medicineRefrigeration = "medicine-refrigeration"
    case oxygenUse = "oxygen-use"
    case smell
    case handMovement = "hand-movement"
    case youngChildren = "young-children"
    case mentalHealth = "mental-health"
    case presence
    case temporaryChange = "temporary-change"
    case recovery
    case youngAdult = "young-adult"
    case hearing, speech
    case waterDependent = "water-dependent"
    /// Not in that list.
    case largePrint = "large-print"
    case carer
    /// A record that only named roles see (rules E5.1, H6.6).
    case domesticAbuse = "domestic-abuse"

    /// The number in the list; nil for what is not in it.
    package var code: Int? { NeedKind.codes[self] }

    private static let codes: [NeedKind: Int] = [
        .nebuliser: 1, .ventilator: 2, .dialysis: 3, .oxygenConcentrator: 4, .blind: 8,
        .partiallySighted: 9, .stairLift: 12, .pensionAge: 14, .physicalImpairment: 15,
        .language: 17, .developmental: 18, .answeringDoor: 19, .dementia: 20,
        .chronicIllness: 22, .showering: 23, .careline: 24, .medicineRefrigeration: 25,
        .oxygenUse: 26, .smell: 27, .handMovement: 28, .youngChildren: 29, .mentalHealth: 30,
        .presence: 31, .temporaryChange: 32, .recovery: 33, .youngAdult: 34, .hearing: 35,
        .speech: 36, .waterDependent: 37,
    ]

    /// How a bill is to look and in which language is told to who writes it; all else is health or
    /// worse, and protected.
    package var recordClass: RecordClass {
        self == .largePrint || self == .language ? .personal : .protected
    }

    /// Electricity keeps them alive: first when supply is interrupted (rule G5.3, codes 1 to 4).
    package var isMedicalElectricity: Bool { code.map { (1...4).contains($0) } ?? false }

    /// Passes: it has an end (rule G5.4). Codes 32 to 34, and 29, as children grow up.
    package var isTemporary: Bool { code.map { $0 == 29 || (32...34).contains($0) } ?? false }
}
