import Measures
import Tariffs

// The words of a price sheet.

extension Day.Weekday {
    /// `Monday`.
    fileprivate var forPeople: String {
        let name = "\(self)"
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}

extension RoundingRule {
    var forPeople: String {
        "to \(places == 1 ? "1 place" : "\(places) places"), \(mode.forPeople)"
    }
}

extension TariffBook.Input.Kind {
    var forPeople: String {
        switch self {
        case .usage: return "what was used"
        case .number: return "a number"
        case .choice(let words): return "one of " + words.joined(separator: ", ")
        case .series: return "many values in order"
        case .names: return "names in order"
        }
    }
}

extension TariffBook.Input {
    var elseText: String {
        if let fromBills { return fromBills.forPeople }
        if let fromPrices { return fromPrices.forPeople }
        return presence + (splits ? ", by days where it changes" : "")
    }

    private var presence: String {
        guard let otherwise else { return kind == .names ? "" : "required" }
        if case .choice(let words) = kind,
            let index = words.indices.first(where: { Exact($0) == otherwise })
        {
            return "\(words[index]) unless given"
        }
        return "\(otherwise.forPeople) unless given"
    }
}

extension TariffBook.FromPrices {
    /// `kWh of each interval at the price of agile-a`.
    fileprivate var forPeople: String {
        guard let usage else { return "value of \(series) on each day" }
        return "\(usage) of each interval at the price of \(series)"
    }
}

extension TariffBook.FromBills {
    /// `m3 of earlier bills of the charging year`.
    var forPeople: String {
        let what =
            switch figure {
            case .usage: names.joined(separator: " + ")
            case .quantity: "quantity of " + names.joined(separator: " + ")
            case .amount: "charged for " + names.joined(separator: " + ")
            case .property: "largest " + names.joined(separator: ", ")
            case .days: "days"
            }
        let lessText = less.isEmpty ? "" : " less " + less.joined(separator: " + ")
        return "\(what)\(lessText) on earlier bills \(span.forPeople)\(monthsText)"
    }
}

extension TariffBook.FromBills {
    private var monthsText: String {
        guard !months.isEmpty else { return "" }
        let all = months.sorted().map(String.init).joined(separator: ", ")
        return months.count == 1 ? ", month \(all) alone" : ", months \(all) alone"
    }
}

extension TariffBook.FromBills.Span {
    fileprivate var forPeople: String {
        switch self {
        case .year: "of the charging year"
        case .months(let count): count == 1 ? "of the last month" : "of the last \(count) months"
        case .account: "of the account"
        }
    }
}

extension TariffBook.ChargingYear {
    var forPeople: String {
        switch self {
        case .fixed(let days): return "always \(days) days"
        case .from(1, 1): return "the days of the calendar year"
        case .from(let month, let day):
            let name = Day(year: 2023, month: month, day: day)?.forPeople.dropLast(5) ?? ""
            return "the days of the year from \(name)"
        }
    }
}

extension Set<TimeOfUseRules.Days> {
    var forPeople: String {
        let all = Day.Weekday.allCases
        let days = all.filter { contains(.weekday($0)) }
        var words: [String] = []
        switch days.count {
        case 7: words = ["every day"]
        case 5 where days == Array(all.prefix(5)): words = ["Monday to Friday"]
        case 2 where days == Array(all.suffix(2)): words = ["Saturday, Sunday"]
        default: words = days.map(\.forPeople)
        }
        if contains(.holiday), days.count < 7 { words.append("holidays") }
        for case .marked(let word) in self { words.append("\(word) days") }
        return words.joined(separator: ", ")
    }
}
