import Measures

extension NEMDay {
    /// What a reader starts with; never handed out.
    static let blank = NEMDay(
        line: 0, day: Day(number: 0), values: [], quality: NEMQuality(.actual),
        reason: NEMReason(), ranges: [], faults: [])

    /// The day and its values. A row short of values, or with one that is no number, is lost.
    mutating func readValues(_ fields: inout NEMFields) throws(Rejection) {
        line = fields.line
        if !faults.isEmpty { faults = [] }
        if !ranges.isEmpty { ranges = [] }
        let date = try fields.field("interval date")
        day = try fields.day(date, "interval date")
        let wanted = values.count
        let got = values.withUnsafeMutableBufferPointer { fields.decimals(into: $0) }
        if got < wanted { throw shortOfValues(got, &fields) }
    }

    private func shortOfValues(_ got: Int, _ fields: inout NEMFields) -> Rejection {
        let field = fields.next()
        let isFlag = field.map { NEMQuality($0.bytes) != nil || $0.isEmpty } ?? true
        guard let field, !isFlag else {
            let blank = field?.isEmpty == true ? ", then a blank" : ""
            return fields.wrong(
                "interval values", "\(got) values" + blank,
                rule: "a 300 record has \(values.count) values, as its 200 record says")
        }
        return fields.notANumber("value \(got + 1)", field)
    }

    /// What stands behind the values. A record that ends before its update time is cut: that is
    /// thrown, and costs the file. A doubtful field only makes the day one not to be stored.
    mutating func readRest(_ fields: inout NEMFields) throws(Rejection) {
        let flag = try fields.field("quality")
        (quality, reason, updated, loaded) = (NEMQuality(.variable), NEMReason(), nil, nil)
        try needFieldsUpToUpdateTime(fields)
        guard let known = NEMQuality(flag.bytes) else {
            faults.append(unknownQuality(flag, fields))
            return
        }
        quality = known
        do {
            reason = try fields.reason()
            updated = try fields.time("update time")
            loaded = fields.isDone ? nil : try fields.time("load time")
            try fields.end(of: "300")
        } catch {
            faults.append(error)
        }
    }

    private func needFieldsUpToUpdateTime(_ fields: NEMFields) throws(Rejection) {
        var fields = fields
        _ = try fields.field("reason code")
        _ = try fields.field("reason description")
        _ = try fields.field("update time")
    }

    private func unknownQuality(_ flag: FieldBytes, _ fields: NEMFields) -> Rejection {
        if flag.quantity != nil {
            return fields.wrong(
                "interval values", "more than \(values.count) values",
                rule: "a 300 record has \(values.count) values, as its 200 record says")
        }
        return fields.wrong(
            "quality", flag.shown,
            rule: "a quality is A, N, V, or E, F, S with a method of two digits (B2.1)")
    }

    /// Takes a 400 record. A doubtful one makes the day one not to be stored.
    mutating func addRange(_ line: Line) {
        do {
            var fields = NEMFields(line)
            _ = fields.next()
            ranges.append(try NEMQualityRange(&fields, intervals: values.count))
        } catch {
            faults.append(error)
        }
    }

    /// V is fully covered by 400 records, and nothing else has any (rules B2.2).
    mutating func checkCoverage() {
        guard faults.isEmpty else { return }
        guard quality.flag == .variable else {
            if !ranges.isEmpty { faults.append(uncovered("only a V day has 400 records (B2.2)")) }
            return
        }
        var next = 1
        for range in ranges {
            guard range.first == next else { break }
            next = range.last + 1
        }
        if next != values.count + 1 || ranges.last?.last != values.count {
            faults.append(
                uncovered("400 records cover a V day from 1 to \(values.count) in order (B2.2)"))
        }
    }

    private func uncovered(_ rule: String) -> Rejection {
        let shown = ranges.prefix(8).map { "\($0.first)-\($0.last)" }.joined(separator: " ")
        return Rejection(
            line: line, field: "quality", value: "\(quality) \(shown)", rule: rule,
            advice: "Ask the sender for a corrected file.")
    }

    /// The quality of each interval, from the flag of the day or its ranges.
    package func qualityOfIntervals() -> [NEMQuality] {
        var all = [NEMQuality](repeating: quality, count: values.count)
        for range in ranges {
            for index in range.first - 1..<range.last { all[index] = range.quality }
        }
        return all
    }
}

extension NEMQualityRange {
    init(_ fields: inout NEMFields, intervals: Int) throws(Rejection) {
        let (from, upTo) = (try fields.field("start interval"), try fields.field("end interval"))
        guard let first = from.int, let last = upTo.int, first >= 1, first <= last,
            last <= intervals
        else {
            throw fields.wrong(
                "intervals", from.shown + "-" + upTo.shown,
                rule:
                    "a 400 record names intervals from 1 to \(intervals), the first before the last"
            )
        }
        (self.first, self.last) = (first, last)
        quality = try fields.quality("quality")
        guard quality.flag != .variable else {
            throw fields.wrong("quality", "V", rule: "a 400 record has a flag of its own (B2.2)")
        }
        reason = try fields.reason()
        try fields.end(of: "400")
    }
}
