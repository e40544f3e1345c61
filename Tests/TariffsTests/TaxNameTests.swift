import Tariffs
import Testing

@Suite("Names of taxes on a bill (D3.9)")
struct TaxNameTests {
    @Test(
        "the words of the label before its rate, else the code without figures at its end",
        arguments: [
            ("VAT5", "VAT 5%", "VAT"), ("UST7", "Umsatzsteuer 7 %", "Umsatzsteuer"),
            ("S", "Sales tax 7%", "Sales tax"), ("SALES", nil, "SALES"), ("GST10", nil, "GST"),
            ("VAT_20", nil, "VAT"), ("T", "{percent}% levy", "T"), ("10", nil, "10"),
        ] as [(String, String?, String)])
    func names(code: String, label: String?, name: String) {
        var tax = TariffBook.Tax(code, percent: "5")
        tax.label = label
        #expect(tax.name == name)
    }
}
