package import Measures

extension NEMInspection {
    /// The object that `readings inspect --json` prints: same file, same bytes.
    package var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("file", .string(file)), .init("header", header.json),
            .init("channels", .array(channels.map(\.json))),
        ]
        if header.version == .nem13 {
            members.append(.init("nem13_250", .array(registers.map(\.json))))
        }
        if !serviceOrders.isEmpty { members.append(.init("b2b", ordersByChannel)) }
        members.append(.init("rows", .count(rows)))
        members.append(.init("accepted", .count(accepted)))
        members.append(.init("rejected", .array(rejections.map(\.json))))
        return .object(members)
    }

    /// `{nmi: {suffix: [[four fields], …]}}`.
    private var ordersByChannel: JSONValue {
        .object(
            firstOf(serviceOrders.map(\.nmi)).map { nmi in
                let ofNMI = serviceOrders.filter { $0.nmi == nmi }
                let suffixes = firstOf(ofNMI.map(\.suffix)).map { suffix in
                    let orders = ofNMI.filter { $0.suffix == suffix }
                    return JSONValue.Member(
                        suffix, .array(orders.map { .array($0.fields.map(JSONValue.string)) }))
                }
                return JSONValue.Member(nmi, .object(suffixes))
            })
    }

    /// A table for the terminal.
    package var text: String {
        let created = header.created.map { " made " + marketTime($0) } ?? ""
        let parties = [header.from, header.to].filter { !$0.isEmpty }.joined(separator: " to ")
        var out = "\(file): \(header.version.rawValue)\(created)"
        out += parties.isEmpty ? "" : ", " + parties
        out += header.isAssumed ? " (no 100 record: read as NEM12)\n" : "\n"
        out += table(
            [
                "NMI", "suffix", "unit", "meter", "values", "total", "min", "max", "from", "to",
                "quality",
            ],
            channels.map(\.cells), rightAligned: 4...7)
        out += counted(channels.count, "channel") + ", " + counted(rows, "data row")
        out += rejections.isEmpty ? "\n" : "; an import would reject:\n"
        for rejection in rejections { out += "  \(rejection)\n" }
        return out
    }
}

extension NEMHeader {
    fileprivate var json: JSONValue {
        [
            "version": .string(version.rawValue), "created": .optional(created.map(marketTime)),
            "from": .string(from), "to": .string(to), "assumed": .bool(isAssumed),
        ]
    }
}

extension NEMInspection.Channel {
    fileprivate var json: JSONValue {
        let counts = qualities.sorted { $0.key < $1.key }
        return [
            "nmi": .string(nmi), "suffix": .string(suffix), "uom": .string(unit),
            "meter": .string(meter), "count": .count(count),
            "total": Quantity(exactly: exactTotal).map { .number($0) } ?? .exact(exactTotal),
            "min": lowest.map { .number($0) } ?? .null,
            "max": highest.map { .number($0) } ?? .null,
            "first_start": .optional(firstStart.map(marketTime)),
            "last_end": .optional(lastEnd.map(marketTime)),
            "quality_counts": .object(counts.map { JSONValue.Member($0.key, .count($0.value)) }),
        ]
    }

    private var exactTotal: Exact { Exact(total, over: 1_000_000) }

    fileprivate var cells: [String] {
        let counts = qualities.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return [
            nmi, suffix, unit, meter, String(count), exactTotal.text,
            lowest?.description ?? "", highest?.description ?? "",
            firstStart.map(marketTime) ?? "", lastEnd.map(marketTime) ?? "",
            counts.joined(separator: ", "),
        ]
    }
}

extension NEMRegisterReading {
    fileprivate var json: JSONValue {
        [
            "nmi": .string(nmi), "suffix": .string(suffix), "meter": .string(meter),
            "direction": .string(direction.rawValue),
            "previous_read": .string(previous.text),
            "previous_datetime": .string(previous.takenText),
            "previous_quality": .string(previous.quality.description),
            "current_read": .string(current.text),
            "current_datetime": .string(current.takenText),
            "current_quality": .string(current.quality.description),
            "quantity": .string(quantityText), "uom": .string(unit.text),
        ]
    }
}

extension Rejection {
    /// The rejection as the reject file has it, for `--json`.
    package var json: JSONValue {
        [
            "line": .count(line), "field": .string(field), "value": .string(value),
            "rule": .string(rule), "advice": .string(advice),
        ]
    }
}

/// An instant on the market's clock (UTC+10): `2005-02-17T07:40:53`.
package func marketTime(_ instant: Instant) -> String {
    let second = Zone.nemMarket.secondOfDay(at: instant)
    let clock = [second / 3600, second / 60 % 60, second % 60]
    let parts = clock.map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(Zone.nemMarket.day(of: instant))T" + parts.joined(separator: ":")
}

/// Columns as wide as their widest cell, two blanks apart.
private func table(
    _ head: [String], _ rows: [[String]], rightAligned: ClosedRange<Int>
) -> String {
    guard !rows.isEmpty else { return "" }
    let widths = head.indices.map { column in
        ([head] + rows).map { $0[column].count }.max() ?? 0
    }
    let lines = ([head] + rows).map { row -> String in
        let cells = row.indices.map { column in
            let blanks = String(repeating: " ", count: widths[column] - row[column].count)
            return rightAligned.contains(column) ? blanks + row[column] : row[column] + blanks
        }
        var line = cells.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }
    return lines.joined()
}

private func counted(_ count: Int, _ thing: String) -> String {
    "\(count) \(thing)" + (count == 1 ? "" : "s")
}

private func firstOf(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
}
