// Identifiers in the import files, all recognisably made up.
extension Town {
    func code(_ point: Point) -> String { "SP-" + padded(point.number + 1) }
    func code(ofPoint number: Int) -> String { code(points[number]) }
    func premises(_ home: Home) -> String { "P-" + padded(home.number + 1) }
    func customer(_ number: Int) -> String { "C-" + padded(number + 1) }

    /// The account of a tenancy: its customer's, or the landlord's.
    func account(_ tenancy: Tenancy, _ scheme: Scheme) -> String {
        tenancy.customer.map { "A-" + padded($0 + 1) } ?? scheme.landlord
    }

    func serial(_ meter: Meter) -> String {
        points[meter.point].service.letter + padded(meter.number + 1, 7)
    }

    /// National meter identifier of an interval point.
    func nmi(_ point: Point) -> String { "VDEM" + padded(point.number + 1) }
}

/// Customers' names that cannot be mistaken for real people's.
enum SampleNames {
    /// Names in other scripts and one very long one, with the customer's language; empty for the
    /// utility's own.
    private static let special: [(name: String, language: String)] = [
        ("Cwsmer Enghraifft", "cy"), ("عميل تجريبي", "ar"), ("サンプル顧客", "ja"),
        ("Przykładowy Klient", "pl"), ("Muster-Kundin Größe", "de"), ("Δοκιμαστικός Πελάτης", "el"),
        (
            "The Demonstration Housing Association of Northgate, Harbour and Wattle Creek "
                + "(Sample Tenancies Department)", ""
        ),
    ]

    static func name(_ number: Int) -> (name: String, language: String, kind: String) {
        let index = number % 211
        guard index < special.count else {
            let isFirm = number % 97 == 50
            let start = isFirm ? "Demo Company" : "Demo Customer"
            return (start + " " + padded(number + 1), "", isFirm ? "organisation" : "person")
        }
        let (name, language) = special[index]
        return (
            name + " " + padded(number + 1), language,
            index == special.count - 1 ? "organisation" : "person"
        )
    }

    static let streets = [
        "Example Street", "Sample Lane", "Specimen Close", "Placeholder Road", "Fixture Terrace",
        "Mock Avenue", "Dummy Court",
    ]
}
