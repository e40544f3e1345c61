package import Measures

/// A month of one channel while its days come in.
///
/// A day of which nothing was known is taken as it is; only where a day meets another do its
/// values meet one by one.
package struct OpenMonth: Sendable {
    package let register: Int64
    package let month: Day
    package let minutes: Int
    /// Nothing was known of the month.
    package let isNew: Bool
    private let end: Day
    private let perDay: Int
    private var values: [Int64]
    /// Qualities by day of the month, from 0; none where nothing is known of the day.
    private var days: [[IntervalBlock.Run]]
    /// When the sender updated each day, and the line of the file that says so.
    private var versions: [Instant?]
    private var lines: [Int]
    /// The qualities of a day of actual values: one array for all of them.
    package let actual: [IntervalBlock.Run]
    /// The length of what is known of the month, where it is another one: that stays as it is.
    private let otherLength: Int?
    private var isChanged = false

    package init(register: Int64, month: Day, minutes: Int, known: StoredMonth?) throws {
        self.register = register
        self.month = month
        self.minutes = minutes
        isNew = known == nil
        perDay = 1440 / minutes
        let length = Period.month(of: month).days
        end = month + length
        actual = [IntervalBlock.Run(perDay, .actual)]
        values = Array(repeating: IntervalBlock.missing, count: perDay * length)
        days = Array(repeating: [], count: length)
        versions = Array(repeating: nil, count: length)
        lines = Array(repeating: 0, count: length)
        otherLength = known.flatMap { $0.block.minutes == minutes ? nil : $0.block.minutes }
        if let known, otherLength == nil { fill(known) }
    }

    private mutating func fill(_ known: StoredMonth) {
        let first = known.firstDay - month
        let flags = known.block.qualities()
        values.replaceSubrange(
            first * perDay..<first * perDay + flags.count, with: known.block.values)
        for day in 0..<known.dayCount {
            days[first + day] = IntervalBlock.Run.joining(
                Array(flags[day * perDay..<(day + 1) * perDay]))
        }
        for (day, version) in known.versions.each(of: known.dayCount).enumerated() {
            versions[first + day] = version
        }
    }

    /// Whether a day of a channel is one of this month.
    package func holds(_ day: Day, of register: Int64, _ minutes: Int) -> Bool {
        day >= month && day < end && register == self.register && minutes == self.minutes
    }

    /// The days of which something is known.
    package var dayCount: Int { days.count { !$0.isEmpty } }

    /// Lays a day over what is known of it.
    package mutating func lay(_ sent: SentDay, on day: Day) -> LaidDay {
        lay(sent, at: day - month)
    }

    /// Lays the days of another over this one, each by itself; gives what each came to.
    package mutating func lay(_ other: OpenMonth) -> [LaidDay] {
        other.days.indices.filter { !other.days[$0].isEmpty }.map { position in
            let sent = SentDay(
                values: other.values[position * perDay..<(position + 1) * perDay],
                runs: other.days[position], version: other.versions[position],
                line: other.lines[position])
            return lay(sent, at: position)
        }
    }

    /// The later version stands, whichever came first; of one version, or where none is told, an
    /// actual value yields to actual ones only and nothing to a missing one (rule B2.4).
    private mutating func lay(_ sent: SentDay, at position: Int) -> LaidDay {
        if let otherLength {
            return .otherLength(known: otherLength, sent: minutes, line: sent.line)
        }
        guard !days[position].isEmpty else {
            take(sent, at: position)
            return .new
        }
        if let known = versions[position], let version = sent.version, version < known {
            return isSame(sent, at: position)
                ? .unchanged : .kept(kept(sent, at: position, since: known))
        }
        return merge(sent, at: position)
    }

    private mutating func take(_ sent: SentDay, at position: Int) {
        let first = position * perDay
        values.withUnsafeMutableBufferPointer { values in
            let room = UnsafeMutableBufferPointer(rebasing: values[first..<first + perDay])
            _ = room.update(fromContentsOf: sent.values)
        }
        days[position] = sent.runs
        (versions[position], lines[position]) = (sent.version, sent.line)
        isChanged = true
    }

    private mutating func merge(_ sent: SentDay, at position: Int) -> LaidDay {
        let (first, new) = (position * perDay, sent.values)
        var flags = days[position].flags
        var (isReplaced, isKept) = (false, false)
        for (index, flag) in sent.runs.flags.enumerated() {
            let value = new[new.startIndex + index]
            guard values[first + index] != value || flags[index] != flag else { continue }
            guard flag.mayReplace(flags[index]) else {
                isKept = true
                continue
            }
            (values[first + index], flags[index], isReplaced) = (value, flag, true)
        }
        guard !isKept || isReplaced else { return .kept(kept(sent, at: position, since: nil)) }
        guard isReplaced || isLater(sent, at: position) else { return .unchanged }
        days[position] = IntervalBlock.Run.joining(flags)
        versions[position] = sent.version ?? versions[position]
        isChanged = true
        return .superseded
    }

    /// Whether the sender says for the first time when it updated the day, or that it did so since.
    private func isLater(_ sent: SentDay, at position: Int) -> Bool {
        guard let version = sent.version else { return false }
        return versions[position].map { version > $0 } ?? true
    }

    private func isSame(_ sent: SentDay, at position: Int) -> Bool {
        values[position * perDay..<(position + 1) * perDay].elementsEqual(sent.values)
            && days[position].flags == sent.runs.flags
    }

    private func kept(_ sent: SentDay, at position: Int, since version: Instant?) -> KeptDay {
        KeptDay(
            day: month + position, line: sent.line, sent: KeptDay.sum(sent.values),
            sentQuality: sent.runs.map(\.flag.quality).worst ?? .missing,
            known: KeptDay.sum(values[position * perDay..<(position + 1) * perDay]),
            knownQuality: days[position].map(\.flag.quality).worst ?? .missing,
            sentVersion: sent.version, knownVersion: version)
    }

    /// The month as it is stored; nil where nothing changed.
    package func stored() throws -> StoredMonth? {
        guard isChanged, let first = days.firstIndex(where: { !$0.isEmpty }),
            let last = days.lastIndex(where: { !$0.isEmpty })
        else { return nil }
        let runs = days[first...last].flatMap {
            $0.isEmpty ? [IntervalBlock.Run(perDay, .missing)] : $0
        }
        let block = try IntervalBlock(
            start: Zone.nemMarket.start(of: month + first), minutes: minutes,
            values: Array(values[first * perDay..<(last + 1) * perDay]), runs: runs)
        return StoredMonth(
            registerID: register, month: month, firstDay: month + first,
            dayCount: last - first + 1, block: block,
            versions: DayVersions(versions[first...last]))
    }
}

extension QualityFlag {
    /// An actual yields to actuals only, and nothing yields to a missing value (rule B2.4).
    fileprivate func mayReplace(_ known: QualityFlag) -> Bool {
        quality != .missing && quality >= (known.quality == .actual ? .actual : .questionable)
    }
}

extension [IntervalBlock.Run] {
    /// The flag of each interval.
    fileprivate var flags: [QualityFlag] {
        flatMap { Array<QualityFlag>(repeating: $0.flag, count: $0.count) }
    }
}
