/// What is drawn on one sheet (a page of the PDF), each piece tagged with its part of the document.
struct SheetContent {
    enum Mark: Equatable {
        case none
        /// Decoration, and what repeats on each sheet.
        case artifact
        case element(Int)
    }

    private(set) var bytes = PDFBytes(capacity: 8192)
    /// The element of each marked piece, by its number on the sheet.
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
            let number = owners.count
            bytes.put(atMost: 48) { room in
                room.put("/P<</MCID ")
                room.put(number)
                room.put(">>BDC\n")
            }
            owners.append(element)
            return number
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
        bytes.put(atMost: 64) { room in
            room.put("/F")
            room.put(font)
            room.put(UInt8(ascii: " "))
            room.put(length: size)
            room.put(" Tf ")
        }
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
        bytes.put(atMost: 24) { room in
            room.put(shade: ink.red)
            room.put(UInt8(ascii: " "))
            room.put(shade: ink.green)
            room.put(UInt8(ascii: " "))
            room.put(shade: ink.blue)
            room.put(UInt8(ascii: " "))
        }
    }

    mutating func put(_ box: Box) {
        bytes.put(atMost: 112) { room in
            room.put(x: box.x, y: Sheet.height - box.y - box.height)
            room.put(x: box.width, y: box.height)
            room.put("re ")
        }
    }
}
