import Measures

extension Months {
    /// Days in market time with intervals. The first local day begins on the market day before.
    var marketDays: Int { firstDay(count) - first + 1 }

    /// Offsets of the market days in a month's file, from `firstMarketDay`: the first month has one
    /// day more.
    func marketDays(_ index: Int) -> ClosedRange<Int> {
        let from = firstDay(index) - (index == 0 ? 1 : 0)
        return 0...(lastDay(index) - from)
    }

    func firstMarketDay(_ index: Int) -> Day { index == 0 ? first - 1 : firstDay(index) }
}

// Half-hourly channels as a NEM12 file (rules A5.4, B2).
extension Town {
    func intervalFile(_ month: Int) -> [UInt8] {
        var file = TextFile(
            "100,NEM12,\(Town.compact(months.lastDay(month) + 2))0600,DEMOMDP,WATTLE\r",
            capacity: 400_000)
        for point in points where point.isInterval {
            for channel in meters[point.meters[0]].dials {
                header(of: point, channel: channel.register, to: &file)
                var days = ChannelDays(self, point, isFeedIn: channel.register == "B1")
                for offset in months.marketDays(month) {
                    days.write(months.firstMarketDay(month) + offset, to: &file)
                }
            }
        }
        file.text("900")
        file.endLine(carriageReturn: true)
        return file.bytes
    }

    private static func compact(_ day: Day) -> String {
        String(day.description.filter { $0 != "-" })
    }

    private func header(of point: Point, channel suffix: String, to file: inout TextFile) {
        let configuration = point.hasSolar ? "E1B1" : "E1"
        let stream = suffix == "E1" ? "N1" : "N2"
        file.text("200,\(nmi(point)),\(configuration),\(suffix),\(suffix),\(stream),")
        file.text("\(serial(meters[point.meters[0]])),kWh,30,")
        file.endLine(carriageReturn: true)
    }

    /// How many 300 records planted gaps leave out.
    var droppedDays: Int {
        faults.inOrder.reduce(0) { sum, next in
            let channels = meters[points[next.0].meters[0]].dials.count
            return sum + (next.1.gap?.count ?? 0) * channels
        }
    }
}

/// Writes the 300 records of one channel, a day at a time.
private struct ChannelDays {
    private let town: Town
    private let point: Point
    private let isFeedIn: Bool
    private let fault: FaultPlan.Fault?
    private let home: Home

    init(_ town: Town, _ point: Point, isFeedIn: Bool) {
        self.town = town
        self.point = point
        self.isFeedIn = isFeedIn
        fault = town.faults.ofPoints[point.number]
        home = town.home(of: point)
    }

    mutating func write(_ day: Day, to file: inout TextFile) {
        let month = max(0, town.months.index(of: day))
        let offset = day - town.months.firstDay(month)
        if let fault, fault.month == month, let gap = fault.gap, gap.contains(offset) { return }
        var random = Seeded(
            town.seed, for: .intervals,
            number: (point.number * 2 + (isFeedIn ? 1 : 0)) << 20 + Int(day.number))
        file.text("300,")
        file.day(day, compact: true)
        let spike = fault?.kind == .intervalSpike && fault?.month == month && offset == 14
        values(of: day, in: month, isSpiky: spike, &random, to: &file)
        quality(of: day, &random, to: &file)
    }

    private func values(
        of day: Day, in month: Int, isSpiky: Bool, _ random: inout Seeded,
        to file: inout TextFile
    ) {
        let shape = isFeedIn ? Shapes.sun : point.hasSolar ? Shapes.homeWithSun : Shapes.home
        let amount = amount(on: day, in: month, &random)
        var noise: UInt64 = 0
        for index in 0..<48 {
            if index % 4 == 0 { noise = random.next() }
            let swing = 900 + (Int(noise & 0xFFFF) * 200) >> 16
            noise >>= 16
            let value = amount * shape[index] / 10_000 * swing / 1000
            file.comma()
            file.decimal(isSpiky && !isFeedIn && index == 25 ? 40_000 : value)
        }
    }

    /// Energy of the day in watt hours.
    private func amount(on day: Day, in month: Int, _ random: inout Seeded) -> Int {
        let position = town.months.monthOfYear(month) - 1
        if isFeedIn {
            return 18_000 * point.size / 1000 * Shapes.sunshine[position] / 1000
                * random.number(250...1000) / 1000
        }
        let tenancy = home.tenancies.first { $0.contains(day) }
        let level = tenancy.map { max($0.level, 20) } ?? (day < town.months.first ? 1000 : 20)
        return 14_000 * point.size / 1000 * Climate.southern[position] / 1000 * level / 1000
            * random.number(850...1150) / 1000
    }

    /// The day's quality flag: mostly actual (A), sometimes substituted (S), estimated (E) or
    /// variable (V) with a 400 record for each part of the day.
    private func quality(of day: Day, _ random: inout Seeded, to file: inout TextFile) {
        let luck = random.number(0...999)
        switch luck {
        case 0..<4: file.text(",S14,76,Communications fault,")
        case 4..<6: file.text(",E52,76,Communications fault,")
        case 6..<12: file.text(",V,,,")
        default: file.text(",A,,,")
        }
        file.day(day + 1, compact: true)
        file.text("053000,")
        file.endLine(carriageReturn: true)
        guard (6..<12).contains(luck) else { return }
        let first = random.number(1...30)
        qualities("F14,76,", of: 1...first, to: &file)
        qualities("A,,", of: first + 1...48, to: &file)
    }

    /// A 400 record: quality flag and reason for a range of the day's half hours, from 1.
    private func qualities(_ flag: String, of range: ClosedRange<Int>, to file: inout TextFile) {
        file.text("400,\(range.lowerBound),\(range.upperBound),\(flag)")
        file.endLine(carriageReturn: true)
    }
}

/// Share of a day's energy in each of its 48 half hours, market time, in ten-thousandths.
enum Shapes {
    static let home: [Int] = scaled([
        10, 9, 8, 8, 7, 7, 7, 7, 8, 8, 9, 11, 15, 20, 24, 25, 23, 21, 19, 18, 18, 17, 17, 17,
        18, 18, 17, 17, 18, 19, 21, 24, 29, 35, 41, 45, 47, 46, 43, 39, 35, 31, 27, 23, 19, 16,
        13, 11,
    ])
    static let homeWithSun: [Int] = scaled([
        12, 11, 10, 10, 9, 9, 9, 9, 10, 10, 11, 13, 15, 15, 12, 9, 6, 4, 2, 2, 1, 1, 1, 1,
        1, 1, 1, 1, 2, 3, 6, 10, 18, 28, 39, 46, 50, 49, 46, 42, 38, 34, 29, 25, 21, 18,
        15, 13,
    ])
    static let sun: [Int] = scaled([
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 6, 10, 15, 20, 25, 29, 33, 36, 38, 40,
        40, 40, 38, 36, 33, 29, 25, 20, 15, 10, 6, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ])
    /// Sunshine from January to December, in thousandths of the best month.
    static let sunshine = [1000, 930, 790, 600, 430, 350, 380, 500, 640, 790, 900, 980]

    private static func scaled(_ weights: [Int]) -> [Int] {
        let sum = weights.reduce(0, +)
        return weights.map { $0 * 10_000 / sum }
    }
}
