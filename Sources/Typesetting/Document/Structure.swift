/// The tree of a document's parts in reading order, and what belongs to each on the sheets.
struct Structure {
    struct Element {
        let tag: Tag
        let parent: Int
        var columns = 1
        /// What a picture shows, in words.
        var alternative: String?
        var box: Box?
        /// BCP 47, where it is not the document's.
        var language: String?
        /// The sheet of its first content.
        var sheet = -1
    }

    enum Content {
        case element(Int)
        case mark(Int, sheet: Int)
        case link(Int, sheet: Int)
    }

    private(set) var elements: [Element] = []
    private var contents: [(owner: Int, content: Content)] = []
    private var open: [Int] = []

    init() {
        elements.reserveCapacity(256)
        contents.reserveCapacity(512)
    }

    /// The innermost part that is open.
    var current: Int { open.last ?? 0 }

    mutating func begin(_ element: (Int) -> Element) {
        let parent = open.last ?? -1
        if parent >= 0 { contents.append((parent, .element(elements.count))) }
        open.append(elements.count)
        elements.append(element(parent))
    }

    mutating func end() { open.removeLast() }

    /// Something on a sheet belongs to an element.
    mutating func add(_ content: Content, to owner: Int) {
        if elements[owner].sheet < 0 {
            switch content {
            case .mark(_, let sheet), .link(_, let sheet): elements[owner].sheet = sheet
            case .element: break
            }
        }
        contents.append((owner, content))
    }

    /// Writes each element as an object; theirs are the numbers from `first`.
    func write(into file: inout PDFFile, from first: Int, root: Int, sheets: [Int], links: Int) {
        let order = byOwner
        for (index, element) in elements.enumerated() {
            let places = order.contents[order.starts[index]..<order.starts[index + 1]]
            file.object(first + index) { object in
                writeHead(
                    of: element, parent: element.parent < 0 ? root : first + element.parent,
                    sheets, into: &object)
                writeWords(of: element, into: &object)
                object.put(atMost: 8 + places.count * 96) { room in
                    room.put("/K[")
                    for position in places {
                        put(
                            contents[position].content, of: element, first: first, sheets: sheets,
                            links: links,
                            into: &room)
                    }
                    room.put("]>>")
                }
            }
        }
    }

    private func writeHead(
        of element: Element, parent: Int, _ sheets: [Int], into object: inout PDFBytes
    ) {
        object.put(atMost: 192) { room in
            room.put("<</S/")
            room.put(element.tag.name)
            room.put("/P ")
            room.put(reference: parent)
            if element.sheet >= 0 {
                room.put("/Pg ")
                room.put(reference: sheets[element.sheet])
            }
            writeAttributes(of: element, into: &room)
        }
    }

    /// The contents of each element together, in the order in which they came.
    private var byOwner: (starts: [Int], contents: [Int]) {
        var starts = [Int](repeating: 0, count: elements.count + 1)
        for (owner, _) in contents { starts[owner + 1] += 1 }
        for index in elements.indices { starts[index + 1] += starts[index] }
        var next = starts
        var order = [Int](repeating: 0, count: contents.count)
        for (index, (owner, _)) in contents.enumerated() {
            order[next[owner]] = index
            next[owner] += 1
        }
        return (starts, order)
    }

    private func put(
        _ content: Content, of element: Element, first: Int, sheets: [Int], links: Int,
        into object: inout PDFBytes.Room
    ) {
        switch content {
        case .element(let index):
            object.put(reference: first + index)
        case .mark(let mark, let sheet) where sheet == element.sheet:
            object.put(mark)
        case .mark(let mark, let sheet):
            object.put("<</Type/MCR/Pg ")
            object.put(reference: sheets[sheet])
            object.put("/MCID ")
            object.put(mark)
            object.put(">>")
        case .link(let link, let sheet):
            object.put("<</Type/OBJR/Pg ")
            object.put(reference: sheets[sheet])
            object.put("/Obj ")
            object.put(reference: links + link)
            object.put(">>")
        }
        object.put(UInt8(ascii: " "))
    }

    private func writeAttributes(of element: Element, into object: inout PDFBytes.Room) {
        switch element.tag {
        case .columnHeading: object.put("/A<</O/Table/Scope/Column>>")
        case .rowHeading:
            object.put("/A<</O/Table/Scope/Row")
            if element.columns > 1 {
                object.put("/ColSpan ")
                object.put(element.columns)
            }
            object.put(">>")
        case .list: object.put("/A<</O/List/ListNumbering/None>>")
        default: break
        }
    }

    private func writeWords(of element: Element, into object: inout PDFBytes) {
        if let alternative = element.alternative {
            object.put("/Alt")
            object.put(text: alternative)
        }
        if let box = element.box { writeLayout(box, into: &object) }
        if let language = element.language {
            object.put("/Lang")
            object.put(text: language)
        }
    }

    private func writeLayout(_ box: Box, into object: inout PDFBytes) {
        let top = Sheet.height - box.y
        object.put("/A<</O/Layout/Placement/Block/BBox[")
        object.put(x: box.x, y: top - box.height)
        object.put(x: box.x + box.width, y: top)
        object.put("]>>")
    }
}
