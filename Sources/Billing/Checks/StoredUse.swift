package import Measures

/// What is stored of a supply point on the days of a segment, held against what the segment bills
/// as measured (rules A1.5, B3.1): what was accepted is billed, or a finding says why not.
///
/// Added up anew from the stored values; what made the quantities is not asked.
package struct StoredUse {
    let tariff: TariffInForce
    let segment: BilledSegment
    let made: EstimatedUse
    let zone: Zone
    let counted: [CountedUse]

    package init(
        _ facts: PointFacts, of segment: BilledSegment, _ made: EstimatedUse,
        by tariff: TariffInForce,
        in zone: Zone
    ) {
        (self.tariff, self.segment, self.made, self.zone) = (tariff, segment, made, zone)
        counted = facts.registers.compactMap {
            CountedUse($0, in: segment, made.estimates, zone: zone)
        }
    }

    /// `findings(_:)`, with the names of the tariff made anew.
    package var findings: [Finding] { findings(ChannelBands(tariff)) }

    /// BL-USE for each channel and each kind of dial of which another sum is stored than billed;
    /// TF-WRONGCLASS for a channel, or bands of one, that no charge reads.
    func findings(_ bands: ChannelBands) -> [Finding] {
        var (found, known): ([Finding], [String]) = ([], [])
        for use in counted.firstOfEach(where: \.isChannel) {
            let taken = bands.names(of: use.usage).taken
            known += taken.flatMap(\.usages)
            if let wrong = differing(use, taken) ?? unread(use, taken) { found.append(wrong) }
        }
        for use in counted.firstOfEach(where: { !$0.isChannel }) where !known.contains(use.usage) {
            if let wrong = differing(use, [.all([use.usage])]) { found.append(wrong) }
        }
        return found
    }

    /// The first way of taking the use in which the sums differ.
    private func differing(_ use: CountedUse, _ ways: [TakenUse]) -> Finding? {
        for way in ways {
            guard let stored = stored(use, way) else { continue }
            let billed = billed(use, way)
            if stored != billed { return difference(use, stored: stored, billed: billed) }
        }
        return nil
    }

    /// Nil where measured values of a band cannot be told apart from those that fill gaps.
    func stored(_ use: CountedUse, _ way: TakenUse) -> Int128? {
        let dials = counted.filter { !$0.isChannel && way.usages.contains($0.usage) }
            .reduce(Int128(0)) { $0 + $1.millionths }
        guard use.isChannel else { return dials }
        let channels = counted.filter { $0.isChannel && $0.usage == use.usage }
        guard let band = way.band else {
            return channels.reduce(dials) { $0 + $1.millionths }
        }
        guard made.filled(use.usage) == 0 else { return nil }
        let hours = tariff.clocks[band.clock]
        return channels.reduce(dials) { $0 + $1.millionths(of: band.band, by: hours, in: zone) }
    }

    private func billed(_ use: CountedUse, _ way: TakenUse) -> Int128 {
        var billed: Int128 = 0
        for usage in segment.usages where way.usages.contains(usage.usage) {
            billed += Int128(Quantity(exactly: usage.quantity)?.millionths ?? 0)
        }
        return use.isChannel && way.band == nil ? billed - made.filled(use.usage) : billed
    }
}

extension [CountedUse] {
    /// The first of each usage among those meant.
    fileprivate func firstOfEach(where isMeant: (CountedUse) -> Bool) -> [CountedUse] {
        var found: [CountedUse] = []
        for use in self where isMeant(use) && !found.contains(where: { $0.usage == use.usage }) {
            found.append(use)
        }
        return found
    }
}
