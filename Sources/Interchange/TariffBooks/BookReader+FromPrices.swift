import Tariffs
import Yams

extension BookReader {
    /// What a number takes from a series of prices; it has no default, as no price is never zero.
    func fromPrices(
        _ node: Node, at path: [String], kind: TariffBook.Input.Kind
    ) -> TariffBook.FromPrices? {
        let inner = path + ["from_prices"]
        guard kind == .number else {
            document.note("only a number is taken from a series of prices", at: inner, node: node)
            return nil
        }
        let parts = document.mapping(node, inner, known: ["series", "of"], required: ["series"])
        guard let series = document.text(parts["series"], inner + ["series"]) else { return nil }
        return TariffBook.FromPrices(series, of: document.text(parts["of"], inner + ["of"]))
    }
}
