import Typesetting

/// The look of a printed bill: measures in thousandths of a point, colours and letters.
struct BillLook {
    static let left = 51_000
    static let right = Sheet.width - 51_000
    static var width: Int { right - left }
    /// Where two things stand beside each other.
    static var half: Int { (width - 18_000) / 2 }
    /// Lower edge of what a sheet holds, above its foot.
    static let bottom = Sheet.height - 37_000
    static let topOfNext = 64_000
    static let between = 9_000

    let brand: Ink
    let onBrand: Ink
    /// A pale shade of the brand colour, behind the amount to pay.
    let tint: Ink
    static let ink = Ink(red: 27, green: 31, blue: 36)
    static let soft = Ink(red: 87, green: 96, blue: 106)
    static let line = Ink(red: 216, green: 222, blue: 228)
    static let note = Ink(red: 255, green: 246, blue: 220)

    init(_ colour: BrandColour) {
        brand = Ink(red: colour.red, green: colour.green, blue: colour.blue)
        onBrand = colour.isLight ? .black : .white
        tint = Ink(
            red: Self.pale(colour.red), green: Self.pale(colour.green),
            blue: Self.pale(colour.blue))
    }

    private static func pale(_ part: UInt8) -> UInt8 { 255 - (255 - part) / 11 }

    let body = TextStyle(size: 9_000, ink: ink)
    let bodyBold = TextStyle(.bold, size: 9_000, ink: ink)
    let soft = TextStyle(size: 9_000, ink: Self.soft)
    /// For what the law wants said on every bill.
    let note = TextStyle(size: 8_000, ink: ink)
    let noteSoft = TextStyle(size: 8_000, ink: Self.soft)
    let noteBold = TextStyle(.bold, size: 8_000, ink: ink)
    let small = TextStyle(size: 7_500, ink: Self.soft)
    let smallBold = TextStyle(.bold, size: 7_500, ink: ink)
    let fine = TextStyle(size: 7_000, ink: Self.soft)
    let fineBold = TextStyle(.bold, size: 7_000, ink: ink)
    let address = TextStyle(size: 10_000, ink: ink)
    let addressBold = TextStyle(.bold, size: 10_000, ink: ink)
    let heading = TextStyle(.bold, size: 12_000, ink: ink)
    let smallHeading = TextStyle(.bold, size: 10_000, ink: ink)
    let amount = TextStyle(.bold, size: 20_000, ink: ink)
    let demand = TextStyle(size: 12_000, ink: ink)

    /// Between a fact and the next.
    static func gap(_ areNotes: Bool) -> Int { areNotes ? 400 : 1_000 }

    /// From one base line to the next.
    static func leading(_ style: TextStyle) -> Int { style.size * 13 / 10 }
}
