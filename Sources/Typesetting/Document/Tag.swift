/// What a part of a document is, for those who do not see it: a standard type of PDF 1.7.
package enum Tag: Sendable {
    case document, section, heading1, heading2, heading3, paragraph, note
    case table, tableHead, tableBody, tableRow, columnHeading, rowHeading, cell
    case list, item, label, itemBody
    case figure, link, span

    var name: StaticString {
        switch self {
        case .document: "Document"
        case .section: "Sect"
        case .heading1: "H1"
        case .heading2: "H2"
        case .heading3: "H3"
        case .paragraph, .note: "P"
        case .table: "Table"
        case .tableHead: "THead"
        case .tableBody: "TBody"
        case .tableRow: "TR"
        case .columnHeading, .rowHeading: "TH"
        case .cell: "TD"
        case .list: "L"
        case .item: "LI"
        case .label: "Lbl"
        case .itemBody: "LBody"
        case .figure: "Figure"
        case .link: "Link"
        case .span: "Span"
        }
    }
}
