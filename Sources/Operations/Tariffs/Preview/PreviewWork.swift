import Billing
import Measures
import Storage
import Tariffs

/// The work of one part of a preview: some released batches, one after another. One thread.
final class PreviewWork {
    private let scope: PreviewScope
    private let installation: Installation
    private var pages = UsedPages()
    private var raters: [Int: (before: Rebilling?, after: Rebilling)] = [:]
    private var bases: [Int64: RunInputs] = [:]
    private var tally = PreviewTally()

    init(_ scope: PreviewScope, _ installation: Installation) {
        self.scope = scope
        self.installation = installation
    }

    /// What the bills of some batches come to, and how many batches they are.
    func tally(_ batches: [ReleasedBatch]) throws -> (PreviewTally, Int) {
        var used = UsedGroups()
        for (page, batch) in batches.enumerated() {
            let content = try installation.read { try $0.bills.pageContent(batch) }
            try pages.forEachSegment(of: content, page: page, ending: scope.period) {
                used.add($0)
            }
        }
        var again: [Int: [UsedSegment]] = [:]
        for group in used.groups {
            for segment in take(group) { again[segment.bill.page, default: []].append(segment) }
        }
        for segment in used.single where !take(segment) {
            again[segment.bill.page, default: []].append(segment)
        }
        for (page, segments) in again { try readAgain(segments, batches[page]) }
        return (tally, batches.count)
    }

    /// Prices a group at once, and gives the segments whose use has to be read again.
    private func take(_ group: UsedGroup) -> [UsedSegment] {
        guard let (index, tariff) = reached(group.tariffVersionID, group.period, bills: group.count)
        else { return [] }
        let replacement = scope.replacements[index]
        guard replacement.takesUse(of: tariff, group, scope.known) else {
            return (0..<group.count).map(group.segment)
        }
        var again: [UsedSegment] = []
        if !replacement.readsChannels(as: tariff) {
            again = group.remove { scope.known.withChannels.contains($0) }
        }
        let (before, after) = raters(index)
        tally.add(
            group.bills, tariff: index, over: group.period,
            before: before?.rate(group) ?? RatedRows(asBilled: group.bills),
            after: after.rate(group))
        return again
    }

    /// Prices a segment by itself, unless its use has to be read again.
    private func take(_ segment: UsedSegment) -> Bool {
        guard let (index, tariff) = reached(segment.tariffVersionID, segment.period, bills: 1)
        else {
            return true
        }
        let replacement = scope.replacements[index]
        let isChannel = scope.known.withChannels.contains(segment.bill.supplyPointID)
        guard replacement.takesUse(of: tariff, segment, scope.known),
            !isChannel || replacement.readsChannels(as: tariff)
        else { return false }
        let (before, after) = raters(index)
        tally.add(
            [segment.bill], tariff: index, over: segment.period,
            before: before?.rate([segment]) ?? RatedRows(asBilled: [segment.bill]),
            after: after.rate([segment]))
        return true
    }

    /// The tariff that bills were made with, where a new book takes its place on their days.
    private func reached(
        _ version: Int64, _ period: Period, bills: Int
    ) -> (index: Int, tariff: TariffInForce)? {
        guard let found = scope.billed[version] else {
            tally.onOtherTariffs += bills
            return nil
        }
        guard scope.replacements[found.index].firstDay <= period.start else {
            tally.beforeFirstDay += bills
            return nil
        }
        return found
    }

    private func raters(_ index: Int) -> (before: Rebilling?, after: Rebilling) {
        if let known = raters[index] { return known }
        let replacement = scope.replacements[index]
        let made = (replacement.before.map(Rebilling.init), Rebilling(replacement.after))
        raters[index] = made
        return made
    }
}

// Segments that the quantities of their bills do not suffice for.
extension PreviewWork {
    private func readAgain(_ segments: [UsedSegment], _ batch: ReleasedBatch) throws {
        let inputs = try inputs(batch.runID)
        let premises = segments.map(\.bill.premisesID)
        guard let first = premises.min(), let last = premises.max() else { return }
        let facts = try installation.read { try inputs.facts(first...last, $0) }
        let places = Dictionary(
            facts.enumerated().map { ($1.supplyPoint.id, $0) }, uniquingKeysWith: { a, _ in a })
        for segment in segments {
            guard let index = scope.billed[segment.tariffVersionID]?.index else { continue }
            let point = places[segment.bill.supplyPointID].map { facts[$0] }
            let (before, after) = raters(index)
            tally.readAgain += 1
            tally.add(
                [segment.bill], tariff: index, over: segment.period,
                before: before.map { $0.rate(segment, readAgainFrom: point, inputs.rules) }
                    ?? RatedRows(asBilled: [segment.bill]),
                after: after.rate(segment, readAgainFrom: point, inputs.rules))
        }
    }

    private func inputs(_ run: Int64) throws -> RunInputs {
        if let known = bases[run] { return known }
        let inputs = try installation.read { try RunInputs(try $0.runRecord(run), $0) }
        bases[run] = inputs
        return inputs
    }
}
