import Tariffs
import Yams

extension BookReader {
    /// What a number takes from a series of prices; it has no default, as no price is never zero.
    func fromPrices(
        _ node: Node, _ path: [String], _ kind: TariffBook.Input.Kind
    ) -> TariffBook.FromPrices? {
        let inner = path + ["from_prices"]
        guard kind == .number else {
            page.note("only a number is taken from a series of prices", inner, node)
            return nil
        }
        let parts = page.mapping(node, inner, known: ["series", "of"], required: ["series"])
        guard let series = page.text(parts["series"], inner + ["series"]) else { return nil }
        return TariffBook.FromPrices(series, of: page.text(parts["of"], inner + ["of"]))
    }
}
