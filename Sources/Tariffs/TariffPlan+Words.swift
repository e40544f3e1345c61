package import Measures

extension TariffPlan {
    /// The code of a line: `UNIT`, or `U1`, `U2` where a price change split the charge, or the
    /// name of the part for a share of a pool. `rated` is the bill that it stands on.
    package func code(of line: RatedLine, _ rated: Rated) -> String {
        let name = lineNames[line.name]
        if line.part >= 0 { return rated.partNames[line.part] }
        if line.segment < 0 || isSeasonal(line) { return name.code }
        return name.segmentCode + suffix(line.segment)
    }

    private func isSeasonal(_ line: RatedLine) -> Bool {
        !book.charges[lineNames[line.name].charge].seasonCodes.isEmpty
    }

    private func suffix(_ segment: Int) -> String {
        guard book.suffix == .letters, segment < 26 else { return String(segment + 1) }
        return String(Character(Unicode.Scalar(UInt8(65 + segment))))
    }

    package func account(of line: RatedLine) -> String { lineNames[line.name].account }
    package func unit(of line: RatedLine) -> Unit? { lineNames[line.name].unit }
    /// The code of the charge, the same for all its segments, blocks and seasons.
    package func charge(of line: RatedLine) -> TariffBook.Charge {
        book.charges[lineNames[line.name].charge]
    }
    package func taxCode(of line: RatedLine) -> String? { lineNames[line.name].tax }
    package func code(of tax: RatedTax) -> String { book.taxes[tax.tax].code }
}
