import Measures

// What becomes known in one month, in the order in which it must be imported.
extension Town {
    func emitMonth(_ index: Int, _ emit: DemoTown.Emit) throws {
        let month = Town.name(of: months.firstDay(index))
        func send(_ kind: String, _ page: Page) throws {
            if page.lines > 1 { try emit("\(kind)-\(month).csv", page.bytes) }
        }
        try send("customers", newCustomers(index))
        try send("supply_points", changedPoints(index))
        try send("meters", changedMeters(index))
        try send("agreements", changedAgreements(index))
        try send("properties", calorificValues(index))
        try send("readings", readingsFile(index + 1))
        try emit("nem12-\(month).csv", intervalFile(index))
    }

    /// `2025-03`.
    static func name(of day: Day) -> String { String(day.description.prefix(7)) }

    private func newCustomers(_ month: Int) -> Page {
        var page = Page(Town.customerHeader)
        for home in homes {
            for tenancy in home.tenancies.dropFirst() where months.index(of: tenancy.from) == month
            {
                guard let customer = tenancy.customer else { continue }
                write(customer, home, since: tenancy.from, to: &page)
            }
        }
        return page
    }

    private func changedPoints(_ month: Int) -> Page {
        var page = Page(Town.supplyPointHeader)
        for (point, fault) in faults.inOrder
        where fault.kind == .cycleLost && fault.month == month {
            write(points[point], cycle: "", to: &page)
        }
        return page
    }

    /// Old meters with the day they were taken away, then the new ones.
    private func changedMeters(_ month: Int) -> Page {
        var page = Page(Town.meterHeader)
        for meter in meters {
            if let removed = meter.removed, months.index(of: removed) == month {
                write(meter, removed: removed, to: &page)
            }
        }
        for meter in meters where points[meter.point].meters[0] != meter.number {
            if months.index(of: meter.installed) == month { write(meter, removed: nil, to: &page) }
        }
        return page
    }

    /// Ended agreements again with their last day, then those that begin.
    func changedAgreements(_ month: Int) -> Page {
        var page = Page(Town.agreementHeader)
        let last = months.lastDay(month)
        for point in points {
            for (position, tenancy) in home(of: point).tenancies.enumerated() {
                let begins = position > 0 && months.index(of: tenancy.from) == month
                let ends = tenancy.to.map { months.index(of: $0) == month } ?? false
                if begins || ends { write(point, tenancy: position, knownBy: last, to: &page) }
            }
        }
        for row in refusedAgreements(month) { page.row(line: row) }
        return page
    }

    /// Published for each quarter, one of three zones a point.
    private func calorificValues(_ month: Int) -> Page {
        var page = Page(Town.propertyHeader)
        guard month == 0 || months.monthOfYear(month) % 3 == 1 else { return page }
        let from = months.firstDay(month)
        let last = from.adding(months: 3 - (months.monthOfYear(month) - 1) % 3) - 1
        for point in points where point.service == .gas {
            let tenths = 391 + (month * 5 + point.home % 3 * 2) % 7
            page.text(code(point))
            page.text(",calorific_value,")
            page.decimal(tenths * 100, places: 1)
            page.comma()
            page.day(from)
            page.comma()
            page.day(last)
            page.endLine()
        }
        return page
    }

    /// The readings of a month; 0 for those before the first.
    func readingsFile(_ index: Int) -> Page {
        var page = Page(Town.readingHeader, capacity: readings[index].count * 40)
        for line in readings[index] { write(line, to: &page) }
        if index > 0 {
            for row in refusedReadings(index - 1) { page.row(line: row.text) }
        }
        return page
    }

    private func write(_ line: ReadingLine, to page: inout Page) {
        let meter = meters[Int(line.meter)]
        let dial = meter.dials[Int(line.dial)]
        page.text(points[meter.point].service.letter)
        page.number(meter.number + 1, width: 7)
        page.comma()
        page.text(dial.register)
        page.comma()
        page.day(line.day)
        page.comma()
        page.decimal(line.value, places: dial.decimals)
        page.comma()
        page.text(line.role.code)
        page.endLine()
    }

    static let readingHeader = "meter_serial,register,day,value,type"
}
