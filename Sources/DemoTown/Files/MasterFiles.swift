import Measures

// The files of master data: customers, premises, meters and agreements as on the first day.
extension Town {
    func emitMaster(_ emit: EmitFile) throws {
        try emit("schemes.csv", schemes())
        try emit("policy.yaml", Array(DemoPolicy.text.utf8))
        try emit("customers.csv", firstCustomers())
        try emit("premises.csv", premisesFile())
        try emit("supply_points.csv", supplyPoints())
        try emit("meters.csv", firstMeters())
        try emit("agreements.csv", firstAgreements())
        try emit("properties.csv", properties())
        try emit("readings.csv", readingsFile(0).bytes)
    }

    private func schemes() -> [UInt8] {
        var file = TextFile("code,name,jurisdiction,currency,zone,contact")
        for scheme in Scheme.allCases {
            file.row(
                scheme.code, scheme.name, scheme.jurisdiction, scheme.currency, scheme.zone,
                "billing@\(scheme.code.lowercased()).example.org")
        }
        return file.bytes
    }

    private func firstCustomers() -> [UInt8] {
        var file = TextFile(Town.customerHeader, capacity: customers * 120)
        for scheme in Scheme.allCases {
            file.row(
                scheme.landlord, "Owner of empty premises in \(scheme.place) (demo)",
                scheme.landlord, "organisation", "empty-homes@example.org", "", "", "", "")
        }
        RealExample.customer(&file)
        for home in homes {
            guard let customer = home.tenancies[0].customer else { continue }
            write(customer, home, since: months.first, to: &file)
        }
        return file.bytes
    }

    private func premisesFile() -> [UInt8] {
        var file = TextFile("premises_id,scheme,address,postcode,jurisdiction,zone,class")
        for home in homes {
            let scheme = home.scheme
            file.row(
                premises(home), scheme.code, address(home),
                scheme.isAustralian ? "0000" : "ZZ9 \(home.number % 10)ZZ", scheme.jurisdiction, "",
                scheme.customerClass)
        }
        RealExample.premises(&file)
        return file.bytes
    }

    func address(_ home: Home) -> String {
        let street = SampleNames.streets[home.number / 120 % SampleNames.streets.count]
        return "\(home.number % 120 + 1) \(street), \(home.scheme.place)"
    }

    private func supplyPoints() -> [UInt8] {
        var file = TextFile(Town.supplyPointHeader, capacity: points.count * 50)
        for point in points { write(point, cycle: point.cycle, to: &file) }
        RealExample.supplyPoint(&file)
        return file.bytes
    }

    func write(_ point: Point, cycle: String, to file: inout TextFile) {
        file.row(
            code(point), premises(home(of: point)), point.service.commodity.rawValue, cycle, "",
            point.isInterval ? nmi(point) : "")
    }

    private func firstMeters() -> [UInt8] {
        var file = TextFile(Town.meterHeader, capacity: meters.count * 60)
        for point in points { write(meters[point.meters[0]], removed: nil, to: &file) }
        RealExample.meter(&file)
        return file.bytes
    }

    func write(_ meter: Meter, removed: Day?, to file: inout TextFile) {
        let point = points[meter.point]
        for dial in meter.dials {
            let start = [
                serial(meter), code(point), meter.installed.description,
                removed?.description ?? "", dial.register, dial.unit, dial.usage,
            ].joined(separator: ",")
            let rest =
                point.isInterval
                ? ",interval,,,,30,\(dial.register)"
                : ",register,\(dial.dials),\(dial.decimals),\(dial.multiplier),,"
            file.text(start + rest)
            file.endLine()
        }
    }

    private func firstAgreements() -> [UInt8] {
        var file = TextFile(Town.agreementHeader, capacity: points.count * 80)
        for point in points { write(point, tenancy: 0, knownBy: months.opening, to: &file) }
        RealExample.agreement(&file)
        return file.bytes
    }

    /// The agreement of a point in a tenancy, with its end where that is known on a day.
    func write(_ point: Point, tenancy place: Int, knownBy day: Day, to file: inout TextFile) {
        let home = home(of: point)
        let tenancy = home.tenancies[place]
        let end = tenancy.to.flatMap { $0 <= day ? $0.description : nil } ?? ""
        file.row(
            "AG-\(padded(point.number + 1))-\(place + 1)", account(tenancy, home.scheme),
            code(point), BookNames.tariff(point.service), tenancy.from.description, end,
            tenancy.isVoid ? "void" : "occupied")
    }

    func write(_ customer: Int, _ home: Home, since day: Day, to file: inout TextFile) {
        let (name, language, kind) = SampleNames.name(customer)
        let needs = customer % 149 == 3 ? "dialysis;large-print" : ""
        file.row(
            self.customer(customer), name, "A-" + padded(customer + 1), kind,
            "demo\(padded(customer + 1))@example.org", language, needs, address(home),
            day.description)
    }

    static let customerHeader =
        "customer_id,name,account_id,kind,email,language,vulnerability,postal_address,opened_on"
    static let supplyPointHeader =
        "supply_point_id,premises_id,commodity,cycle,network_parent,market_id"
    static let meterHeader =
        "meter_serial,supply_point_id,installed_on,removed_on,register,unit,usage,kind,dials,"
        + "decimals,multiplier,minutes,suffix"
    static let agreementHeader = "agreement_id,account_id,supply_point_id,tariff,from,to,kind"
    static let propertyHeader = "supply_point_id,name,value,from,to"
}

// Properties of supply points: tariffs and estimates use them.
extension Town {
    private func properties() -> [UInt8] {
        var file = TextFile(Town.propertyHeader, capacity: points.count * 60)
        for point in points where !point.isInterval { expected(point, &file) }
        for point in points where point.service == .gas {
            file.row(code(point), "correction_factor", "1.02264", months.first.description, "")
        }
        for point in points where point.service == .water && point.number % 4 > 0 {
            let factor = ["0.70", "0.85", "0.95"][point.number % 4 - 1]
            file.row(code(point), "return_factor", factor, months.first.description, "")
        }
        return file.bytes
    }

    /// The expected daily use, for estimates where there is no reading yet (rule B4.1).
    private func expected(_ point: Point, _ file: inout TextFile) {
        let days = months.days(0)
        let usual = Climate.use(point.service, month: months.monthOfYear(0), days: days)
        for (place, amount) in usual.enumerated() {
            let dial = meters[point.meters[0]].dials[place]
            file.text(code(point))
            file.text(usual.count > 1 ? ",expected_daily." + dial.usage + "," : ",expected_daily,")
            file.decimal(dial.billed(amount * point.size / 1000 / days))
            file.comma()
            file.day(months.first)
            file.comma()
            file.endLine()
        }
    }
}
