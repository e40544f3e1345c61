package import Measures

/// What a NEM12 or NEM13 file holds, seen without storing it.
package struct NEMInspection: Sendable {
    /// All the values of one NMI and suffix.
    package struct Channel: Sendable {
        package let nmi: String
        package let suffix: String
        /// As the file writes it; the figures below are in this unit.
        package var unit: String
        package var meter: String
        package var count = 0
        /// Sum of the values in millionths: exact, and never too large for its type.
        package var total: Int128 = 0
        package var lowest: Quantity?
        package var highest: Quantity?
        package var firstStart: Instant?
        package var lastEnd: Instant?
        /// Values of each quality flag, by its text.
        package var qualities: [String: Int] = [:]
    }

    package var file: String
    package var header: NEMHeader
    /// NMIs as they first come, and the suffixes of each as they first come.
    package var channels: [Channel] = []
    package var registers: [NEMRegisterReading] = []
    package var serviceOrders: [NEMServiceOrder] = []
    /// Data rows met: 300 and 250 records.
    package var rows = 0
    /// Rows an import would take in; the others are `rows - accepted`.
    package var accepted = 0
    /// What an import would say of the rest, one or more a row. Days that can be read are
    /// counted above all the same.
    package var rejections: [Rejection] = []
}

/// Reads a whole NEM12 or NEM13 file, or a zip that holds one, and sums up what it holds.
///
/// Throws `FileRefused` where an import would refuse the file. An empty file is not refused
/// here: it holds nothing, and the inspection's one rejection says so.
package func inspectReadings(
    file name: String, bytes: [UInt8]
) throws(FileRefused) -> NEMInspection {
    let lines: LineReader
    if ZippedText.isZip(bytes) {
        let zip = try ZippedText(bytes)
        lines = LineReader(quotes: false) { try zip.fill($0) }
    } else {
        lines = LineReader(bytes, quotes: false)
    }
    return try inspectReadings(file: name, lines)
}

/// The same for a file that is read piece by piece.
package func inspectReadings(
    file name: String, _ lines: LineReader
) throws(FileRefused) -> NEMInspection {
    var reader = NEMReader(lines)
    var summary = NEMSummary(file: name)
    do {
        while let event = try reader.next() { summary.take(event) }
    } catch let refused as FileRefused {
        guard refused == NEMReader.empty else { throw refused }
        summary.inspection.rejections.append(refused.at)
    } catch {
        throw FileRefused(
            rule: "the file can be read to its end", advice: "Try again: \(error)")
    }
    summary.inspection.rows = reader.rows
    return summary.finished()
}

/// Sums up a file's events, channel by channel.
struct NEMSummary {
    var inspection: NEMInspection
    private struct Key: Hashable {
        let nmi: String
        let suffix: String
    }
    private var places: [Key: Int] = [:]
    private var index = 0
    private var minutes = 30
    private var sawHeader = false

    init(file: String) {
        let none = NEMHeader(version: .nem12, created: nil, from: "", to: "", isAssumed: true)
        inspection = NEMInspection(file: file, header: none)
    }

    mutating func take(_ event: NEMReader.Event) {
        switch event {
        case .header(let header):
            if !sawHeader { inspection.header = header }
            sawHeader = true
        case .channel(let channel):
            minutes = channel.minutes
            find(channel.nmi, suffix: channel.suffix, unit: channel.unit.text, meter: channel.meter)
        case .day(let day): add(day)
        case .register(let reading): add(reading)
        case .serviceOrder(let order): inspection.serviceOrders.append(order)
        case .channelRejected(let rejection): inspection.rejections.append(rejection)
        case .rejected(let rejection):
            // The days of a channel that cannot be read are told once, with it.
            if inspection.rejections.last != rejection { inspection.rejections.append(rejection) }
        }
    }

    private mutating func find(_ nmi: String, suffix: String, unit: String, meter: String) {
        let key = Key(nmi: nmi, suffix: suffix)
        index = places[key] ?? inspection.channels.count
        guard index == inspection.channels.count else { return }
        places[key] = index
        inspection.channels.append(.init(nmi: nmi, suffix: suffix, unit: unit, meter: meter))
    }

    private mutating func add(_ day: NEMDay) {
        inspection.rejections += day.faults
        inspection.accepted += day.faults.isEmpty ? 1 : 0
        inspection.channels[index].add(day, minutes: minutes)
    }

    private mutating func add(_ reading: NEMRegisterReading) {
        find(reading.nmi, suffix: reading.suffix, unit: reading.unit.text, meter: reading.meter)
        inspection.channels[index].add(reading)
        inspection.registers.append(reading)
        inspection.accepted += 1
    }

    /// The channels of one NMI side by side.
    func finished() -> NEMInspection {
        var nmis: [String: Int] = [:]
        for channel in inspection.channels where nmis[channel.nmi] == nil {
            nmis[channel.nmi] = nmis.count
        }
        var result = inspection
        let order = result.channels.enumerated().sorted { a, b in
            (nmis[a.element.nmi]!, a.offset) < (nmis[b.element.nmi]!, b.offset)
        }
        result.channels = order.map(\.element)
        return result
    }
}

extension NEMInspection.Channel {
    mutating func add(_ day: NEMDay, minutes: Int) {
        count += day.values.count
        for value in day.values { total += Int128(value) }
        widen(to: day.values.min() ?? 0)
        widen(to: day.values.max() ?? 0)
        let start = Zone.nemMarket.start(of: day.day)
        span(from: start, to: start + day.values.count * minutes * 60)
        guard !day.ranges.isEmpty else {
            qualities[day.quality.description, default: 0] += day.values.count
            return
        }
        for quality in day.qualityOfIntervals() { qualities[quality.description, default: 0] += 1 }
    }

    mutating func add(_ reading: NEMRegisterReading) {
        count += 1
        total += Int128(reading.quantity.millionths)
        widen(to: reading.quantity.millionths)
        span(from: reading.previous.taken, to: reading.current.taken)
        qualities[reading.current.quality.description, default: 0] += 1
    }

    private mutating func widen(to value: Int64) {
        let value = Quantity(millionths: value)
        lowest = min(lowest ?? value, value)
        highest = max(highest ?? value, value)
    }

    private mutating func span(from start: Instant, to end: Instant) {
        firstStart = min(firstStart ?? start, start)
        lastEnd = max(lastEnd ?? end, end)
    }
}
