import Measures

// Every register of the town, read from its first to its last day.
extension Town {
    mutating func readMeters() {
        for (point, fault) in faults.inOrder where fault.kind == .rollover {
            let meter = firstMeter(of: point)
            meters[meter].dials[0].start = rolling(points[point], in: fault.month)
        }
        readings = everyReading()
    }

    private func everyReading() -> [[ReadingLine]] {
        var all: [[ReadingLine]] = Array(repeating: [], count: months.count + 1)
        for month in all.indices { all[month].reserveCapacity(points.count) }
        for point in points where !point.isInterval {
            var diary = Diary(self, point)
            diary.write()
            for line in diary.lines {
                all[max(0, months.index(of: line.day) + 1)].append(line)
            }
        }
        return all
    }

    /// The value a register must start at to roll over in the middle of a month.
    private func rolling(_ point: Point, in month: Int) -> Int {
        var diary = Diary(self, point)
        let counter = meters[point.meters[0]].dials[0]
        let before = diary.used(through: months.lastDay(month - 1))
        let after = diary.used(through: months.lastDay(month))
        return counter.capacity - (before + after) / 2 * counter.over.display / counter.over.used
    }
}

/// The readings of one supply point's meters, made day by day.
private struct Diary {
    private let town: Town
    private let point: Point
    private let home: Home
    private let fault: FaultPlan.Fault?
    /// Use so far by register, in thousandths of its unit.
    private var used: [Int]
    /// Use before the present meter was installed, by register.
    private var base: [Int]
    private var today: Day
    private var meter = 0
    private var lastShown: [Int] = []
    private(set) var lines: [ReadingLine] = []

    init(_ town: Town, _ point: Point) {
        self.town = town
        self.point = point
        home = town.home(of: point)
        fault = town.faults.ofPoints[point.number]
        used = [0, 0]
        base = [0, 0]
        today = town.months.opening
    }

    private var months: Months { town.months }
    private var installedMeter: Meter { town.meters[point.meters[meter]] }

    /// Use of the first register up to the end of `day`; writes no reading.
    mutating func used(through day: Day) -> Int {
        go(to: day)
        return used[0]
    }

    mutating func write() {
        read(.opening)
        for month in 0..<months.count {
            for (day, event) in events(in: month) {
                go(to: day)
                note(event)
            }
            go(to: months.lastDay(month))
            closeMonth(month)
        }
    }

    private enum Event { case boundary(ReadingLine.Role), exchange }

    private func events(in month: Int) -> [(Day, Event)] {
        var events: [(Day, Event)] = []
        for (position, tenancy) in home.tenancies.enumerated() {
            guard let to = tenancy.to, months.index(of: to) == month else { continue }
            let isLast = position == home.tenancies.count - 1
            let role: ReadingLine.Role =
                tenancy.isVoid
                ? .opening : isLast || home.tenancies[position + 1].isVoid ? .final : .both
            events.append((to, .boundary(role)))
        }
        if point.meters.count > 1, let removed = installedMeter.removed,
            months.index(of: removed) == month
        {
            events.append((removed, .exchange))
        }
        return events.sorted { $0.0 < $1.0 }
    }

    private mutating func note(_ event: Event) {
        switch event {
        case .boundary(let role): read(role)
        case .exchange:
            if fault?.kind != .noRemovalRead { read(.removal) }
            base = used
            meter += 1
            read(.installation)
        }
    }

    private mutating func closeMonth(_ month: Int) {
        let day = months.lastDay(month)
        if installedMeter.removed == day { return read(.removal) }
        guard installedMeter.removed ?? day >= day,
            home.tenancies.contains(where: { $0.contains(day) }),
            point.isDue(monthOfYear: months.monthOfYear(month))
        else { return }
        var random = Seeded(town.seed ^ 0x7EAD, for: .month, number: point.number * 64 + month)
        let role: ReadingLine.Role =
            point.isSmart ? .smart : random.chance(150) ? .customer : .actual
        if let fault, fault.covers(month) { return spoil(fault, role) }
        read(role)
    }

    /// The reading of a month as a planted fault alters it.
    private mutating func spoil(_ fault: FaultPlan.Fault, _ role: ReadingLine.Role) {
        switch fault.kind {
        case .missingRead, .estimateRun: return
        case .highRead: put(role, used.indices.map { shows($0) + 9 * (shows($0) - lastShown($0)) })
        case .backwardRead: put(role, used.indices.map { lastShown($0) - 37_000 })
        case .zeroUse: put(role, used.indices.map(lastShown))
        default: read(role)
        }
    }

    private func lastShown(_ dial: Int) -> Int {
        dial < lastShown.count ? lastShown[dial] : 0
    }

    private func shows(_ dial: Int) -> Int {
        guard dial < installedMeter.dials.count else { return 0 }
        return installedMeter.dials[dial].shows(after: used[dial] - base[dial])
    }

    private mutating func read(_ role: ReadingLine.Role) {
        put(role, used.indices.map(shows))
    }

    private mutating func put(_ role: ReadingLine.Role, _ values: [Int]) {
        let meter = installedMeter
        for dial in meter.dials.indices {
            lines.append(
                ReadingLine(
                    meter: Int32(meter.number), dial: Int32(dial), day: today,
                    value: values[dial], role: role))
        }
        lastShown = values
    }

    /// Adds the use up to the end of `day`.
    private mutating func go(to day: Day) {
        while today < day {
            let next = min(day, months.lastDay(months.index(of: today + 1)))
            let boundary = home.tenancies.compactMap(\.to).first { $0 > today && $0 < next }
            use(from: today + 1, through: boundary ?? next)
            today = boundary ?? next
        }
    }

    private mutating func use(from first: Day, through last: Day) {
        let month = months.index(of: first)
        let level = home.tenancies.first { $0.contains(first) }?.level ?? 0
        if fault?.kind == .stoppedMeter, month >= fault!.month - 1 { return }
        var random = Seeded(town.seed, for: .month, number: point.number * 64 + month)
        let days = months.days(month)
        let usual = Climate.use(
            point.service, month: months.monthOfYear(month), days: days)
        for (dial, amount) in usual.enumerated() {
            let noise = random.number(930...1070)
            used[dial] +=
                amount * point.size / 1000 * level / 1000 * noise / 1000 * (last - first + 1) / days
        }
    }
}
