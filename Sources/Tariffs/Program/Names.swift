import Measures

/// Every name of a book with the slot it stands for.
struct Names {
    enum Meaning {
        case usage(Int), number(Int), series(Int), names(Int), price(Int), quantity(Int)
    }

    private(set) var meanings: [String: Meaning] = [:]
    private(set) var choices: [String: [String]] = [:]
    private(set) var charges: [String: Int] = [:]
    private(set) var taxes: [String: Int] = [:]
    private(set) var mistakes: [BookMistake] = []

    /// The number that picks the value of a price `by` a choice, by the slot of the price.
    private(set) var choiceOfPrice: [Int: Int] = [:]

    static let builtIn = ["days", "year_share", "month_share", "year_days", "month", "bill.days"]

    init(_ book: TariffBook) {
        addInputs(book)
        for (slot, price) in book.prices.enumerated() {
            add(price.name, .price(slot), path: ["prices", price.name])
            if let by = price.by, case .number(let number)? = meanings[by] {
                choiceOfPrice[slot] = number
            }
        }
        for (slot, quantity) in book.quantities.enumerated() {
            add(quantity.name, .quantity(slot), path: ["quantities", quantity.name])
        }
        for (slot, charge) in book.charges.enumerated() {
            let path = ["charges", String(slot), "code"]
            if charges.updateValue(slot, forKey: charge.code) != nil { taken(charge.code, path) }
        }
        for (slot, tax) in book.taxes.enumerated() {
            let path = ["taxes", tax.code]
            if taxes.updateValue(slot, forKey: tax.code) != nil { taken(tax.code, path) }
        }
    }

    private mutating func addInputs(_ book: TariffBook) {
        var (usages, numbers, series, lists) = (0, 0, 0, 0)
        for input in book.inputs {
            let path = ["inputs", input.name]
            switch input.kind {
            case .usage:
                add(input.name, .usage(usages), path: path)
                usages += 1
            case .number, .choice:
                add(input.name, .number(numbers), path: path)
                numbers += 1
                if case .choice(let words) = input.kind { choices[input.name] = words }
            case .series:
                add(input.name, .series(series), path: path)
                series += 1
            case .names:
                add(input.name, .names(lists), path: path)
                lists += 1
            }
        }
    }

    private mutating func add(_ name: String, _ meaning: Meaning, path: [String]) {
        if Names.builtIn.contains(name) || meanings[name] != nil { taken(name, path) }
        meanings[name] = meaning
    }

    private mutating func taken(_ name: String, _ path: [String]) {
        mistakes.append(BookMistake(path: path, value: name, rule: .nameTaken(name)))
    }

    /// The known name most like `name`, if one is near.
    func nearest(to name: String) -> String? {
        let lines = charges.keys.flatMap { ["line." + $0, "exact." + $0] }
        let usages = meanings.filter { if case .usage = $0.value { true } else { false } }
        let all =
            Array(meanings.keys) + Names.builtIn + lines + taxes.keys.map { "tax." + $0 }
            + usages.keys.map { "bill." + $0 }
        return nearestWord(to: name, among: all)
    }
}

/// The word within a third of its letters from `word`; the first by alphabet among equals.
package func nearestWord(to word: String, among words: [String]) -> String? {
    guard word.utf8.count <= 80 else { return nil }
    let near = words.sorted().map { ($0, distance(word, $0)) }.min { $0.1 < $1.1 }
    guard let (best, steps) = near, steps <= max(1, word.count / 3) else { return nil }
    return best
}

/// Letters to change, add or drop to make `b` from `a`; capitals do not count.
private func distance(_ a: String, _ b: String) -> Int {
    let (one, other) = (Array(a.lowercased()), Array(b.lowercased()))
    var row = Array(0...other.count)
    for i in 0..<one.count {
        var previous = row[0]
        row[0] = i + 1
        for j in 0..<other.count {
            let changed = previous + (one[i] == other[j] ? 0 : 1)
            previous = row[j + 1]
            row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[other.count]
}
