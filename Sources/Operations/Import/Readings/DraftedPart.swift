import Interchange
import Measures
import Metering
import Storage

/// A part of a NEM12 file as months, ready to be stored where nothing is known of them. Made on
/// any core, without a question to the books.
struct DraftedPart: Sendable {
    let months: [DraftedMonth]
    /// The file may end behind it.
    let isEnded: Bool

    /// Nil where not all of it is plain: a channel or a day is refused, a month comes twice, or a
    /// record is no day of intervals. Nil as well where the part does not begin and end between
    /// channels, or what it goes on from would matter.
    init?(_ part: FilePart, _ channels: MarketChannels, today: Day) {
        guard part.beginsAnew, part.endsWhole else { return nil }
        let lines = LineReader(part)
        var reader = part.firstLine == 1 ? NEMReader(lines) : NEMReader(amidNEM12: lines)
        var drafts = MonthDrafts(channels, today: today)
        // What is refused here is refused again where the part is read in its turn.
        guard (try? drafts.take(all: &reader)) == true, reader.isNEM12 else { return nil }
        (months, isEnded) = (drafts.months, reader.isEnded)
    }
}

/// A month of a channel that was made of days one after another.
struct DraftedMonth: Sendable {
    let month: OpenMonth
    let content: EncodedMonth
}

/// Makes months of plain days.
private struct MonthDrafts {
    private struct Key: Hashable {
        let register: Int64
        let month: Day
    }

    private let channels: MarketChannels
    private let today: Day
    private var channel: OpenChannel?
    private var month: OpenMonth?
    private var keys: Set<Key> = []
    private(set) var months: [DraftedMonth] = []

    init(_ channels: MarketChannels, today: Day) {
        self.channels = channels
        self.today = today
    }

    /// False where something is not plain.
    mutating func take(all reader: inout NEMReader) throws -> Bool {
        while let event = try reader.nextOfPart() {
            guard try take(event) else { return false }
        }
        if let event = reader.closeDay(), try !take(event) { return false }
        try close()
        return true
    }

    private mutating func take(_ event: NEMReader.Event) throws -> Bool {
        switch event {
        case .header, .serviceOrder: return true
        case .register, .rejected, .channelRejected: return false
        case .channel(let record):
            channel = channels.open(record)
            return channel?.refused == nil
        case .day(let day): return try take(day)
        }
    }

    private mutating func take(_ day: NEMDay) throws -> Bool {
        guard let channel, case .success(let sound) = channel.judge(day, today: today) else {
            return false
        }
        let (register, minutes) = (sound.register, channel.record.minutes)
        if month?.holds(day.day, of: register, minutes) != true {
            try close()
            let first = day.day.firstOfMonth
            guard keys.insert(Key(register: register, month: first)).inserted else { return false }
            month = try OpenMonth(
                register: register, month: first, minutes: minutes, known: nil)
        }
        return month?.lay(sound.values, day) == .new
    }

    private mutating func close() throws {
        if let month, let stored = try month.stored() {
            months.append(DraftedMonth(month: month, content: stored.encoded()))
        }
        month = nil
    }
}
