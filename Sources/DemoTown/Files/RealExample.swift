/// The published NEM12 file in `Books/demo/real`, and the customer, premises and meter it is
/// imported for.
///
/// `Books/demo/real/README.md` says where it comes from.
package enum RealExample {
    package static let fileName = "Example_NEM12_month_solar.csv"
    package static let supplyPoint = "SP-REAL01"
    package static let nmi = "NMI1234567"
    /// First and last local day in Melbourne that the file covers whole. The account is closed.
    package static let firstDay = "2023-03-02"
    package static let lastDay = "2023-03-31"

    private static let scheme = Scheme.wattlePower

    static func customer(_ file: inout TextFile) {
        file.row(
            "C-REAL01", "Owner of a published example file", "A-REAL01", "person",
            "real-example@example.org", "", "", "1 Example Street, Wattle Creek", firstDay)
    }

    static func premises(_ file: inout TextFile) {
        file.row(
            "P-REAL01", scheme.code, "1 Published Example Road, Wattle Creek", "0000",
            scheme.jurisdiction, "", scheme.customerClass)
    }

    static func supplyPoint(_ file: inout TextFile) {
        file.row(supplyPoint, "P-REAL01", "electricity", "monthly", "", nmi)
    }

    static func meter(_ file: inout TextFile) {
        for (channel, usage) in [("E1", BookNames.electricity), ("B1", BookNames.feedIn)] {
            file.row(
                "SERNO1234", supplyPoint, "2023-02-28", "", channel, "kWh", usage, "interval", "",
                "", "", "5", channel)
        }
    }

    static func agreement(_ file: inout TextFile) {
        file.row(
            "AG-REAL01", "A-REAL01", supplyPoint, BookNames.tariff(.intervalElectricity), firstDay,
            lastDay, "occupied")
    }
}
