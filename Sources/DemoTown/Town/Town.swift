import Measures

/// The demo's homes, supply points, meters, people and readings over all months, made from a seed.
struct Town: Sendable {
    let seed: UInt64
    let months: Months
    var homes: [Home] = []
    var points: [Point] = []
    var meters: [Meter] = []
    /// Customers are numbered from 0; each has one account.
    var customers = 0
    var faults = FaultPlan()
    /// Readings by month; entry 0 holds the opening readings before the first month.
    var readings: [[ReadingLine]] = []

    init(seed: UInt64, supplyPoints: Int, months: Months) {
        self.seed = seed
        self.months = months
        settle(supplyPoints)
        moveIn()
        faults = FaultPlanner(for: self).plan
        applyMeterFaults()
        exchangeMeters()
        readMeters()
    }

    /// Shares `count` supply points over the services.
    private mutating func settle(_ count: Int) {
        let share = { (permille: Int) in count * permille / 1000 }
        let (gas, heat, water) = (share(260), share(120), share(285))
        let interval = max(1, share(15))
        let electricity = count - gas - heat - water - interval
        for index in 0..<electricity {
            let isTwoRate = index % 6 == 5
            let home = addHome(.harbourEnergy)
            addPoint(isTwoRate ? .electricityTwoRate : .electricity, at: home)
            let hasGas = (index + 1) * gas / electricity > index * gas / electricity
            if hasGas { addPoint(.gas, at: home) }
        }
        for _ in 0..<heat { addPoint(.heat, at: addHome(.northgateHeat)) }
        for _ in 0..<water { addPoint(.water, at: addHome(.wattleWater)) }
        for _ in 0..<interval { addPoint(.intervalElectricity, at: addHome(.wattlePower)) }
    }

    private mutating func addHome(_ scheme: Scheme) -> Int {
        homes.append(Home(number: homes.count, scheme: scheme))
        return homes.count - 1
    }

    private mutating func addPoint(_ service: Service, at home: Int) {
        let number = points.count
        var random = Seeded(seed, for: .point, number: number)
        let walks = [1, 1, 2, 3]
        var point = Point(
            number: number, home: home, service: service,
            walk: service == .water ? walks[random.number(0...3)] : 0,
            size: random.number(600...1500))
        point.isSmart = service == .heat || random.chance(service == .water ? 300 : 650)
        point.hasSolar = service == .intervalElectricity && random.chance(400)
        points.append(point)
        let installed = months.opening - random.number(30...4000)
        let isImperial = service == .gas && random.chance(20)
        addMeter(to: number, installed, Counter.all(of: points[number], isImperial, &random))
    }

    mutating func addMeter(to point: Int, _ installed: Day, _ dials: [Counter]) {
        points[point].meters.append(meters.count)
        meters.append(
            Meter(number: meters.count, point: point, installed: installed, dials: dials))
    }

    func home(of point: Point) -> Home { homes[point.home] }
    /// The meter a supply point had first.
    func firstMeter(of point: Int) -> Int { points[point].meters[0] }
}

extension Counter {
    /// The registers of a new meter for a point.
    static func all(of point: Point, _ isImperial: Bool, _ random: inout Seeded) -> [Counter] {
        switch point.service {
        case .electricity: return [new("1", usage: BookNames.electricity, unit: "kWh", &random)]
        case .electricityTwoRate:
            return [
                new("1", usage: BookNames.day, unit: "kWh", &random),
                new("2", usage: BookNames.night, unit: "kWh", &random),
            ]
        case .gas where isImperial:
            let unit = (display: 100, used: 283)
            return [
                new(
                    "1", usage: BookNames.imperialGas, unit: "100 ft3", dials: 4, over: unit,
                    &random)
            ]
        case .gas: return [new("1", usage: BookNames.gas, unit: "m3", decimals: 3, &random)]
        case .heat: return [megawattHours(&random)]
        case .water:
            return [new("1", usage: BookNames.water, unit: "kL", dials: 4, decimals: 3, &random)]
        case .intervalElectricity:
            let bought = new("E1", usage: BookNames.electricity, unit: "kWh", &random)
            return point.hasSolar
                ? [bought, new("B1", usage: BookNames.feedIn, unit: "kWh", &random)] : [bought]
        }
    }

    /// A heat meter's register: it shows MWh and is billed in kWh.
    private static func megawattHours(_ random: inout Seeded) -> Counter {
        new(
            "1", usage: BookNames.heat, unit: "kWh", decimals: 3, multiplier: "1000",
            over: (display: 1, used: 1000), &random)
    }

    private static func new(
        _ register: String, usage: String, unit: String, dials: Int = 5, decimals: Int = 0,
        multiplier: String = "", over: (display: Int, used: Int) = (1, 1), _ random: inout Seeded
    ) -> Counter {
        let top = (0..<dials).reduce(1000) { product, _ in product * 10 }
        return Counter(
            register: register, usage: usage, unit: unit, dials: dials, decimals: decimals,
            multiplier: multiplier, over: over, start: random.number(top / 50...top / 2))
    }
}
