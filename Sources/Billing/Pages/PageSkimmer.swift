import Measures

/// Reads run pages where they lie and skips what nobody asks for, in the order in which
/// `PageWriter` writes it. Kept between pages, so that its memory is used again.
struct PageSkimmer {
    var input = CanonicalReader([])
    private var texts: [String] = []

    /// Goes to the number of bills of a page; returns the format of the page.
    mutating func begin(_ bytes: [UInt8]) throws(MalformedBytes) -> RunPage.Format {
        input = CanonicalReader(bytes)
        texts.removeAll(keepingCapacity: true)
        let format = try format()
        try skipNumbers(3)
        if format >= .two { for _ in 0..<(try input.count()) { try skipRuleSet() } }
        for _ in 0..<(try input.count()) { try skipOutcome() }
        return format
    }

    private mutating func format() throws(MalformedBytes) -> RunPage.Format {
        let mark = try text()
        guard let format = RunPage.Format.allCases.first(where: { $0.mark == mark }) else {
            throw MalformedBytes(offset: input.offset)
        }
        return format
    }

    mutating func skipProof(_ format: RunPage.Format) throws(MalformedBytes) {
        if format >= .two, try input.unsigned() > 0 { _ = try input.digest() }
    }

    mutating func skipInTimes(_ format: RunPage.Format) throws(MalformedBytes) {
        if format >= .three { for _ in 0..<(try input.count()) { try skipInTime() } }
    }

    private mutating func skipRuleSet() throws(MalformedBytes) {
        try skipNumbers(1)
        for _ in 0..<(try input.count()) {
            try skipText()
            try skipNumbers(1)
            _ = try input.digest()
        }
        _ = try input.digest()
    }

    private mutating func skipOutcome() throws(MalformedBytes) {
        try skipNumbers(1)
        try skipText()
        for _ in 0..<(try input.count()) {
            try skipText()
            try skipNumbers(1)
            try skipText()
            for _ in 0..<(try input.count()) { try skipFigure() }
            try skipText()
            try skipNumbers(1)
        }
    }

    private mutating func skipFigure() throws(MalformedBytes) {
        try skipText()
        switch try input.unsigned() {
        case 0:
            try skipNumbers(1)
            try skipText()
        case 1:
            try skipNumbers(2)
            try skipText()
        case 2:
            try skipText()
            try skipNumbers(1)
        case 3, 5: try skipNumbers(1)
        case 4: try skipNumbers(2)
        case 6: try skipText()
        default: throw MalformedBytes(offset: input.offset)
        }
    }

    mutating func skipReading() throws(MalformedBytes) {
        try skipNumbers(3)
        try skipText()
        try skipNumbers(2)
        try skipText()
        try skipNumbers(1)
    }

    mutating func skipLine() throws(MalformedBytes) {
        try skipText()
        try skipNumbers(4)
        try skipText()
        try skipNumbers(3)
        try skipText()
        try skipText()
    }

    private mutating func skipInTime() throws(MalformedBytes) {
        try skipText()
        for _ in 0..<2 { try skipNumbers(try input.count()) }
    }

    mutating func skipTax() throws(MalformedBytes) {
        try skipText()
        try skipNumbers(5)
    }

    /// Whole numbers, days, quantities and marks are one each; a period and a fraction are two.
    mutating func skipNumbers(_ count: Int) throws(MalformedBytes) {
        for _ in 0..<count { try input.pass() }
    }

    mutating func text() throws(MalformedBytes) -> String {
        let index = try input.unsigned()
        guard index > 0 else {
            texts.append(try input.text())
            return texts[texts.count - 1]
        }
        guard index <= UInt64(texts.count) else { throw MalformedBytes(offset: input.offset) }
        return texts[Int(index) - 1]
    }

    mutating func skipText() throws(MalformedBytes) {
        if try input.unsigned() == 0 { texts.append(try input.text()) }
    }
}
