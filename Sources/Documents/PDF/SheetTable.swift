import Typesetting

/// The columns of a table on paper. The first column's cells head their rows.
struct SheetTable {
    struct Column {
        let title: String
        let width: Int
        var isNumber = true
    }

    struct Cell {
        var text: String
        /// Said below in small letters.
        var note: String?

        init(_ text: String, note: String? = nil) {
            self.text = text
            self.note = note
        }
    }

    let columns: [Column]
    let width: Int
    /// Half the room between the lines, for tables that fill sheets.
    let isDense: Bool

    /// The first column takes the width that the others leave.
    init(
        _ first: String, _ others: [Column], width: Int = BillLook.width, isDense: Bool = false
    ) {
        let rest = width - others.reduce(0) { $0 + $1.width }
        columns = [Column(title: first, width: rest, isNumber: false)] + others
        self.width = width
        self.isDense = isDense
    }

    /// Room above and below a row's text.
    var padding: Int { isDense ? 1_500 : 2_400 }
    var right: Int { BillLook.left + width }

    /// Left edge of a column.
    func left(of index: Int) -> Int {
        BillLook.left + columns[..<index].reduce(0) { $0 + $1.width }
    }
}

extension BillLayout {
    /// The titles of the columns; on a later sheet they are decoration, not part of the table
    /// that a screen reader meets.
    mutating func head(_ table: SheetTable, isRepeated: Bool = false) {
        let base = y + look.small.size
        if !isRepeated {
            pdf.begin(.tableHead)
            pdf.begin(.tableRow)
        }
        for (index, column) in table.columns.enumerated() {
            let left = table.left(of: index)
            let (x, side): (Int, TaggedPDF.Side) =
                column.isNumber ? (left + column.width, .right) : (left, .left)
            if isRepeated {
                pdf.writeDecoration(column.title, look.small, x: x, y: base, side: side)
            } else {
                let style = look.small
                pdf.part(.columnHeading) {
                    $0.write(column.title, style, x: x, y: base, side: side)
                }
            }
        }
        if !isRepeated {
            pdf.end()
            pdf.end()
        }
        y += look.small.size + 3_500
    }

    /// A row with a thin line above it. On a new sheet the head comes again.
    mutating func row(
        _ cells: [SheetTable.Cell], of table: SheetTable, _ style: TextStyle,
        line: Ink = BillLook.line
    ) {
        let broken = zip(cells, table.columns).map { cell, column in
            lines(of: cell, style, width: column.width - (column.isNumber ? 6_000 : 8_000))
        }
        let height = (broken.map { self.height(of: $0) }.max() ?? 0) + table.padding * 2
        makeRoom(height, of: table)
        rule(line, of: table)
        pdf.begin(.tableRow)
        for (index, lines) in broken.enumerated() {
            pdf.begin(index == 0 ? .rowHeading : .cell)
            let left = table.left(of: index)
            let isNumber = table.columns[index].isNumber
            let x = isNumber ? left + table.columns[index].width : left
            write(lines, x: x, below: table.padding, isNumber)
            pdf.end()
        }
        pdf.end()
        y += height
    }

    /// A row whose first cell reaches to the amount.
    mutating func sum(
        _ label: String, _ amount: String, of table: SheetTable, in style: TextStyle,
        line: Ink = BillLook.line
    ) {
        let broken = typesetter.lines(of: label, in: style, width: table.width - 80_000)
        let height = broken.count * BillLook.leading(style) + table.padding * 2
        makeRoom(height, of: table)
        rule(line, of: table)
        pdf.begin(.tableRow)
        pdf.begin(.rowHeading, columns: table.columns.count - 1)
        write(broken.map { ($0, style) }, x: BillLook.left, below: table.padding, false)
        pdf.end()
        pdf.begin(.cell)
        write([(amount, style)], x: table.right, below: table.padding, true)
        pdf.end()
        pdf.end()
        y += height
    }

    private mutating func makeRoom(_ height: Int, of table: SheetTable) {
        guard y + height > BillLook.bottom else { return }
        turnSheet()
        if table.columns.contains(where: { !$0.title.isEmpty }) { head(table, isRepeated: true) }
    }

    private mutating func rule(_ ink: Ink, of table: SheetTable) {
        pdf.fill(Box(x: BillLook.left, y: y, width: table.width, height: 600), ink)
    }

    private func lines(
        of cell: SheetTable.Cell, _ style: TextStyle, width: Int
    ) -> [(text: String, style: TextStyle)] {
        let text = typesetter.lines(of: cell.text, in: style, width: width)
        guard let note = cell.note else { return text.map { ($0, style) } }
        let small = typesetter.lines(of: note, in: look.small, width: width)
        return text.map { ($0, style) } + small.map { ($0, look.small) }
    }

    private func height(of lines: [(text: String, style: TextStyle)]) -> Int {
        lines.reduce(0) { $0 + BillLook.leading($1.style) }
    }

    private mutating func write(
        _ lines: [(text: String, style: TextStyle)], x: Int, below: Int, _ isNumber: Bool
    ) {
        var base = y + below
        for (text, style) in lines {
            pdf.write(
                text, style, x: x, y: base + style.size, side: isNumber ? .right : .left)
            base += BillLook.leading(style)
        }
    }
}
