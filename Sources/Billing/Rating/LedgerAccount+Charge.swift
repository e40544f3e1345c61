import Ledger

extension LedgerAccount {
    /// The account of the posting table (rules F5) that a charge of a tariff book posts to.
    init(chargeAccount path: String) {
        let parts = path.split(separator: ".")
        let section = parts.first.flatMap { LedgerAccount.places[String($0)] } ?? "income"
        self.init(([section] + parts.map(String.init)).joined(separator: ":"))
    }

    private static let places = [
        "revenue": "income", "levy": "liabilities", "third-party": "liabilities",
        "energy-purchases": "expenses", "deferred-revenue": "liabilities",
        "concession": "assets", "discount": "income",
    ]
}
