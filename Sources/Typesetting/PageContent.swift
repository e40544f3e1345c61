/// The drawing of one page, with the part of the document that each piece belongs to.
struct PageContent {
    enum Mark: Equatable {
        case none
        /// Decoration, and what repeats on each page.
        case artifact
        case element(Int)
    }

    private(set) var bytes = PDFBytes(capacity: 8192)
    /// The element of each marked piece, by its number on the page.
    private(set) var owners: [Int] = []
    private var mark = Mark.none
    private var font = -1
    private var size = 0
    private var ink: Ink?
    private var lineInk: Ink?

    /// From here on, what is drawn belongs to `next`. A new mark's number is returned.
    mutating func belongs(to next: Mark) -> Int? {
        guard next != mark else { return nil }
        end()
        mark = next
        switch next {
        case .none: return nil
        case .artifact:
            bytes.put("/Artifact BMC\n")
            return nil
        case .element(let element):
            bytes.put("/P<</MCID ")
            bytes.put(owners.count)
            bytes.put(">>BDC\n")
            owners.append(element)
            return owners.count - 1
        }
    }

    mutating func end() {
        if mark != .none { bytes.put("EMC\n") }
        mark = .none
    }

    mutating func put(_ body: (inout PDFBytes) -> Void) { body(&bytes) }

    mutating func use(font: Int, size: Int) {
        guard font != self.font || size != self.size else { return }
        (self.font, self.size) = (font, size)
        bytes.put("/F")
        bytes.put(font)
        bytes.put(UInt8(ascii: " "))
        bytes.put(length: size)
        bytes.put(" Tf ")
    }

    mutating func use(_ ink: Ink) {
        guard ink != self.ink else { return }
        self.ink = ink
        put(ink)
        bytes.put("rg ")
    }

    mutating func use(line ink: Ink) {
        guard ink != lineInk else { return }
        lineInk = ink
        put(ink)
        bytes.put("RG ")
    }

    private mutating func put(_ ink: Ink) {
        for part in [ink.red, ink.green, ink.blue] {
            let thousandths = Int(part) * 1000 / 255
            if thousandths % 1000 == 0 {
                bytes.put(thousandths / 1000)
            } else {
                bytes.put("0.")
                for size in [100, 10, 1] { bytes.put(UInt8(48 + thousandths / size % 10)) }
            }
            bytes.put(UInt8(ascii: " "))
        }
    }

    mutating func put(_ box: Box) {
        bytes.put(x: box.x, y: Sheet.height - box.y - box.height)
        bytes.put(x: box.width, y: box.height)
        bytes.put("re ")
    }
}

/// The paper: A4, in thousandths of a point.
package enum Sheet {
    package static let width = 595_276
    package static let height = 841_890
}
