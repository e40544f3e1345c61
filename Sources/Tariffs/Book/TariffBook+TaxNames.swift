extension TariffBook.Tax {
    /// What a bill calls it, without its rate, which is told beside it: the words of its label
    /// before the first figure (`VAT 5%` is VAT, `Sales tax 7%` is Sales tax), else its code
    /// without figures at the end (`GST10` is GST). Never the name of another country's tax.
    package var name: String {
        let words = (label ?? "").split(separator: " ").prefix { word in
            !word.utf8.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "{") }
                && word.first?.isNumber == false
        }
        if !words.isEmpty { return words.joined(separator: " ") }
        let figures = code.reversed().prefix { $0.isNumber || $0 == "_" }
        let letters = code.dropLast(figures.count)
        return letters.isEmpty ? code : String(letters)
    }
}
