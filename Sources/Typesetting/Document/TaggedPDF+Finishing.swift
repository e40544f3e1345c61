package import Measures

extension TaggedPDF {
    /// The numbers of the objects that others speak of.
    private struct Numbers {
        let catalog, information, sheets, resources, structure, parents, metadata: Int
        let sheet: [Int]
        let links: Int
        let elements: Int
        let attachments: Int
        let bookmarks: Int
    }

    /// The whole file. Its identity is a digest of its content by `hash`.
    package consuming func finish(_ hash: HashFunction) -> [UInt8] {
        endSheets()
        let opening = typesetter.fonts.opening(whole: wholeFonts)
        var file = PDFFile(opening, room: sheets.count * 24_576)
        let numbers = Numbers(
            catalog: file.next(), information: file.next(), sheets: file.next(),
            resources: file.next(), structure: file.next(), parents: file.next(),
            metadata: file.next(), sheet: sheets.map { _ in file.next() },
            links: file.next(links.count), elements: file.next(structure.elements.count),
            attachments: file.next(attachments.count * 2),
            bookmarks: bookmarks.isEmpty ? 0 : file.next(bookmarks.count + 1))
        writeSheets(into: &file, numbers)
        writeFonts(into: &file, numbers)
        structure.write(
            into: &file, from: numbers.elements, root: numbers.structure, sheets: numbers.sheet,
            links: numbers.links)
        writeParents(into: &file, numbers)
        writeLinks(into: &file, numbers)
        writeAttachments(into: &file, numbers)
        writeBookmarks(into: &file, numbers)
        writeCatalog(into: &file, numbers)
        return file.finish(
            root: numbers.catalog, information: numbers.information, after: opening.bytes.count,
            hash)
    }

    private func writeSheets(into file: inout PDFFile, _ numbers: Numbers) {
        for (index, sheet) in sheets.enumerated() {
            let content = file.next()
            file.stream(content, sheet.bytes, by: typesetter.flate)
            file.object(numbers.sheet[index]) { write(sheet: index, content, into: &$0, numbers) }
        }
        file.object(numbers.sheets) { object in
            object.put("<</Type/Pages/MediaBox[0 0 ")
            object.put(x: Sheet.width, y: Sheet.height)
            object.put("]/Count ")
            object.put(sheets.count)
            object.put("/Kids")
            object.put(references: numbers.sheet)
            object.put(">>")
        }
    }

    private func write(
        sheet index: Int, _ content: Int, into object: inout PDFBytes, _ numbers: Numbers
    ) {
        object.put("<</Type/Page/Tabs/S/Parent ")
        object.put(reference: numbers.sheets)
        object.put("/Contents ")
        object.put(reference: content)
        object.put("/Resources ")
        object.put(reference: numbers.resources)
        object.put("/StructParents ")
        object.put(index)
        let annotations = links.indices.filter { links[$0].sheet == index }
        if !annotations.isEmpty {
            object.put("/Annots")
            object.put(references: annotations.map { numbers.links + $0 })
        }
        object.put(">>")
    }

    private func writeFonts(into file: inout PDFFile, _ numbers: Numbers) {
        var objects = typesetter.fonts.plainObjects
        for font in fonts.compactMap(\.embedded) {
            let first = file.next(font.objects)
            font.write(into: &file, from: first)
            objects.append(first)
        }
        file.object(numbers.resources) { object in
            object.put("<</Font<<")
            for (index, font) in objects.enumerated() {
                object.put("/F")
                object.put(index)
                object.put(" ")
                object.put(reference: font)
            }
            object.put(">>>>")
        }
    }

    /// From each marked piece of a sheet, and each link, to its element.
    private func writeParents(into file: inout PDFFile, _ numbers: Numbers) {
        file.object(numbers.structure) { object in
            object.put("<</Type/StructTreeRoot/K ")
            object.put(reference: numbers.elements)
            object.put("/ParentTree ")
            object.put(reference: numbers.parents)
            object.put("/ParentTreeNextKey ")
            object.put(sheets.count + links.count)
            object.put(">>")
        }
        file.object(numbers.parents) { object in
            object.put("<</Nums[")
            for (index, sheet) in sheets.enumerated() {
                object.put(index)
                object.put(references: sheet.owners.map { numbers.elements + $0 })
            }
            for (index, link) in links.enumerated() {
                object.put(" ")
                object.put(sheets.count + index)
                object.put(" ")
                object.put(reference: numbers.elements + link.element)
            }
            object.put("]>>")
        }
    }

    private func writeLinks(into file: inout PDFFile, _ numbers: Numbers) {
        for (index, link) in links.enumerated() {
            file.object(numbers.links + index) { object in
                let top = Sheet.height - link.box.y
                object.put("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[")
                object.put(x: link.box.x, y: top - link.box.height)
                object.put(x: link.box.x + link.box.width, y: top)
                object.put("]/A<</S/URI/URI")
                object.put(text: link.address)
                object.put(">>/Contents")
                object.put(text: link.text)
                object.put("/StructParent ")
                object.put(sheets.count + index)
                object.put(">>")
            }
        }
    }

    private func writeAttachments(into file: inout PDFFile, _ numbers: Numbers) {
        for (index, attachment) in attachments.enumerated() {
            write(attachment, into: &file, numbers.attachments + index * 2)
        }
    }

    private func write(_ attachment: Attachment, into file: inout PDFFile, _ first: Int) {
        let content = PDFBytes(attachment.content)
        // Text of a block of the disk or more shrinks to a quarter.
        file.stream(first + 1, content, by: typesetter.flate, plainUpTo: 4096) { entries in
            entries.put("/Type/EmbeddedFile/Subtype/")
            for byte in attachment.type.utf8 {
                if byte == UInt8(ascii: "/") { entries.put("#2F") } else { entries.put(byte) }
            }
            entries.put("/Params<</ModDate")
            entries.put(date: about.day)
            entries.put("/Size ")
            entries.put(attachment.content.count)
            entries.put(">>")
        }
        file.object(first) { writeName(of: attachment, into: &$0, stream: first + 1) }
    }

    private func writeName(
        of attachment: Attachment, into object: inout PDFBytes, stream: Int
    ) {
        object.put("<</Type/Filespec/AFRelationship/Data/F")
        object.put(text: attachment.name)
        object.put("/UF")
        object.put(text: attachment.name)
        object.put("/Desc")
        object.put(text: attachment.description)
        object.put("/EF<</F ")
        object.put(reference: stream)
        object.put("/UF ")
        object.put(reference: stream)
        object.put(">>>>")
    }

    private func writeCatalog(into file: inout PDFFile, _ numbers: Numbers) {
        file.stream(numbers.metadata, metadata) { entries in
            entries.put("/Type/Metadata/Subtype/XML")
        }
        file.object(numbers.information) { writeInformation(into: &$0) }
        file.object(numbers.catalog) { object in
            object.put("<</Type/Catalog/Pages ")
            object.put(reference: numbers.sheets)
            object.put("/Lang")
            object.put(text: about.language)
            object.put("/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>")
            object.put("/StructTreeRoot ")
            object.put(reference: numbers.structure)
            object.put("/Metadata ")
            object.put(reference: numbers.metadata)
            if !attachments.isEmpty { putAttachments(numbers.attachments, into: &object) }
            if !bookmarks.isEmpty {
                object.put("/PageMode/UseOutlines/Outlines ")
                object.put(reference: numbers.bookmarks)
            }
            object.put(">>")
        }
    }

    private func writeInformation(into object: inout PDFBytes) {
        object.put("<</Title")
        object.put(text: about.title)
        object.put("/Author")
        object.put(text: about.author)
        object.put("/Producer(Plumbline)/CreationDate")
        object.put(date: about.day)
        object.put("/ModDate")
        object.put(date: about.day)
        object.put(">>")
    }

    private func putAttachments(_ first: Int, into catalog: inout PDFBytes) {
        catalog.put("/AF")
        catalog.put(references: attachments.indices.map { first + $0 * 2 })
        catalog.put("/Names<</EmbeddedFiles<</Names[")
        for (index, attachment) in attachments.enumerated() {
            catalog.put(text: attachment.name)
            catalog.put(reference: first + index * 2)
            catalog.put(UInt8(ascii: " "))
        }
        catalog.put("]>>>>")
    }

    /// A list of the bookmarks, each beside the next.
    private func writeBookmarks(into file: inout PDFFile, _ numbers: Numbers) {
        guard !bookmarks.isEmpty else { return }
        let (root, first, last) = (
            numbers.bookmarks, numbers.bookmarks + 1, numbers.bookmarks + bookmarks.count
        )
        file.object(root) { object in
            object.put("<</Type/Outlines")
            object.put(references: [("/First ", first), ("/Last ", last)])
            object.put("/Count ")
            object.put(bookmarks.count)
            object.put(">>")
        }
        for (index, bookmark) in bookmarks.enumerated() {
            let number = first + index
            let beside = [("/Prev ", number - 1), ("/Next ", number + 1)] as [(StaticString, Int)]
            file.object(number) { object in
                object.put("<</Title")
                object.put(text: bookmark.title)
                object.put(references: [("/Parent ", root)])
                object.put(references: beside.filter { (first...last).contains($0.1) })
                object.put(references: [("/Dest[", numbers.sheet[bookmark.sheet])])
                object.put("/Fit]>>")
            }
        }
    }
}

extension PDFBytes {
    /// `[1 0 R 2 0 R]`.
    fileprivate mutating func put(references: [Int]) {
        put("[")
        for reference in references {
            put(reference: reference)
            put(UInt8(ascii: " "))
        }
        put("]")
    }

    /// `/First 1 0 R/Last 9 0 R`.
    fileprivate mutating func put(references: [(StaticString, Int)]) {
        for (name, reference) in references {
            put(name)
            put(reference: reference)
        }
    }

    /// `(D:20250106000000Z)`: the start of a day.
    fileprivate mutating func put(date day: Day) {
        put("(D:")
        for byte in day.description.utf8 where byte != UInt8(ascii: "-") { put(byte) }
        put("000000Z)")
    }
}
