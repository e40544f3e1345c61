import Measures

// The files of one month, in the order in which they must be imported.
extension Town {
    func emitMonth(_ index: Int, _ emit: EmitFile) throws {
        let month = Town.name(of: months.firstDay(index))
        func send(_ kind: String, _ file: TextFile) throws {
            if file.lines > 1 { try emit("\(kind)-\(month).csv", file.bytes) }
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

    private func newCustomers(_ month: Int) -> TextFile {
        var file = TextFile(Town.customerHeader)
        for home in homes {
            for tenancy in home.tenancies.dropFirst() where months.index(of: tenancy.from) == month
            {
                guard let customer = tenancy.customer else { continue }
                write(customer, home, since: tenancy.from, to: &file)
            }
        }
        return file
    }

    private func changedPoints(_ month: Int) -> TextFile {
        var file = TextFile(Town.supplyPointHeader)
        for (point, fault) in faults.inOrder
        where fault.kind == .cycleLost && fault.month == month {
            write(points[point], cycle: "", to: &file)
        }
        return file
    }

    /// Removed meters with their last day, then the newly installed ones.
    private func changedMeters(_ month: Int) -> TextFile {
        var file = TextFile(Town.meterHeader)
        for meter in meters {
            if let removed = meter.removed, months.index(of: removed) == month {
                write(meter, removed: removed, to: &file)
            }
        }
        for meter in meters where points[meter.point].meters[0] != meter.number {
            if months.index(of: meter.installed) == month { write(meter, removed: nil, to: &file) }
        }
        return file
    }

    /// Agreements that end this month, with their last day, then those that begin.
    func changedAgreements(_ month: Int) -> TextFile {
        var file = TextFile(Town.agreementHeader)
        let last = months.lastDay(month)
        for point in points {
            for (position, tenancy) in home(of: point).tenancies.enumerated() {
                let begins = position > 0 && months.index(of: tenancy.from) == month
                let ends = tenancy.to.map { months.index(of: $0) == month } ?? false
                if begins || ends { write(point, tenancy: position, knownBy: last, to: &file) }
            }
        }
        for row in refusedAgreements(month) { file.row(line: row) }
        return file
    }

    /// Calorific values of the quarter for gas: each supply point is in one of three zones.
    private func calorificValues(_ month: Int) -> TextFile {
        var file = TextFile(Town.propertyHeader)
        guard month == 0 || months.monthOfYear(month) % 3 == 1 else { return file }
        let from = months.firstDay(month)
        let last = from.adding(months: 3 - (months.monthOfYear(month) - 1) % 3) - 1
        for point in points where point.service == .gas {
            let tenths = 391 + (month * 5 + point.home % 3 * 2) % 7
            file.text(code(point))
            file.text(",calorific_value,")
            file.decimal(tenths * 100, places: 1)
            file.comma()
            file.day(from)
            file.comma()
            file.day(last)
            file.endLine()
        }
        return file
    }

    /// The readings of a month; 0 for those before the first.
    func readingsFile(_ index: Int) -> TextFile {
        var file = TextFile(Town.readingHeader, capacity: readings[index].count * 40)
        for line in readings[index] { write(line, to: &file) }
        if index > 0 {
            for row in refusedReadings(index - 1) { file.row(line: row.text) }
        }
        return file
    }

    private func write(_ line: ReadingLine, to file: inout TextFile) {
        let meter = meters[Int(line.meter)]
        let dial = meter.dials[Int(line.dial)]
        file.text(points[meter.point].service.letter)
        file.number(meter.number + 1, width: 7)
        file.comma()
        file.text(dial.register)
        file.comma()
        file.day(line.day)
        file.comma()
        file.decimal(line.value, places: dial.decimals)
        file.comma()
        file.text(line.role.code)
        file.endLine()
    }

    static let readingHeader = "meter_serial,register,day,value,type"
}
