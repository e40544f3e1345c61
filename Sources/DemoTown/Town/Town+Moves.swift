import Measures

// Who lives where (rules E1): everybody at first, then moves, void periods, and a few ends.
extension Town {
    mutating func moveIn() {
        for home in homes.indices {
            homes[home].tenancies = [
                Tenancy(
                    customer: newCustomer(), from: months.first, to: nil,
                    level: 1000)
            ]
        }
        for home in homes.indices { move(home) }
    }

    private mutating func newCustomer() -> Int {
        customers += 1
        return customers - 1
    }

    private mutating func move(_ home: Int) {
        var random = Seeded(seed, for: .home, number: home)
        let luck = random.number(0...999)
        guard luck < 84 else { return }
        let last = months.lastIndex
        let first = random.number(1...max(1, last))
        if luck < 4 {
            end(home, on: moveDay(first, &random))
            return
        }
        change(home, on: moveDay(first, &random), &random)
        let again = first + 5
        if luck < 18, again <= last {
            change(home, on: moveDay(random.number(again...last), &random), &random)
        }
    }

    /// Never near the end of a month, so that meters are read once a day.
    private func moveDay(_ month: Int, _ random: inout Seeded) -> Day {
        months.firstDay(month) + random.number(3...22)
    }

    private mutating func end(_ home: Int, on day: Day) {
        let index = homes[home].tenancies.count - 1
        homes[home].tenancies[index].to = day
    }

    /// The customer leaves on `day`; the next one comes the day after, or after a void period.
    private mutating func change(_ home: Int, on day: Day, _ random: inout Seeded) {
        end(home, on: day)
        var next = day + 1
        if random.chance(350) {
            var back = day + random.number(12...75)
            if back.date.day > 25 { back = back + 8 }
            let isStill = back > months.lastDay(months.lastIndex)
            homes[home].tenancies.append(
                Tenancy(customer: nil, from: next, to: isStill ? nil : back, level: 0))
            if isStill { return }
            next = back + 1
        }
        homes[home].tenancies.append(
            Tenancy(
                customer: newCustomer(), from: next, to: nil, level: random.number(850...1150)))
    }
}
