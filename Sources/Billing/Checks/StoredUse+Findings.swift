import Measures

// Findings of what is stored and not billed.
extension StoredUse {
    /// Says which of a point's channels is billed.
    static let unreadRule = "A5.10"

    func difference(_ use: CountedUse, stored: Int128, billed: Int128) -> Finding {
        Finding(
            Finding.Code("BL-USE"), .blocking, rule: "A1.5",
            figures: [
                NamedFigure("channel", .text(use.usage)),
                NamedFigure("period", .period(segment.period)),
                figure("stored", stored, of: use), figure("billed", billed, of: use),
                figure("difference", stored - billed, of: use),
            ])
    }

    /// A tariff says which of a point's channels it charges (rule A5.10). One that has no charge
    /// for use in the unit that it charges is another's tariff, as for a dial, unless it charges
    /// the dials beside; what was given back, counted in other units or in hours without a charge
    /// is told.
    func unread(_ use: CountedUse, _ ways: [TakenUse]) -> Finding? {
        guard let stored = stored(use, .all([])), stored != 0, !isRead(use, ways) else {
            return nil
        }
        guard let billed = charged(use, ways), stored != billed else { return nil }
        return unread(use, stored: stored, billed: billed, isWhole: ways.isEmpty)
    }

    /// What is stored of the hours that have a charge, by the first clock that gives some one.
    private func charged(_ use: CountedUse, _ ways: [TakenUse]) -> Int128? {
        let bands = ways.filter { $0.band?.clock == ways[0].band?.clock }
        var charged: Int128 = 0
        for band in bands {
            guard let part = stored(use, TakenUse(usages: [], band: band.band)) else { return nil }
            charged += part
        }
        return charged
    }

    private func isRead(_ use: CountedUse, _ ways: [TakenUse]) -> Bool {
        ways.contains { $0.band == nil } || tariff.readsDemand(of: use.usage)
            || tariff.pricesIntervals(of: use.usage)
    }

    private func unread(
        _ use: CountedUse, stored: Int128, billed: Int128, isWhole: Bool
    ) -> Finding {
        let isCharged = tariff.charges(use.unit) && !use.usage.hasPrefix("export")
        let isOther = isWhole && isCharged && counted.allSatisfy(\.isChannel)
        return Finding(
            Finding.Code("TF-WRONGCLASS"), isOther ? .blocking : .warning,
            rule: StoredUse.unreadRule,
            figures: [
                NamedFigure("usage", .text(use.usage)),
                NamedFigure("tariff", .text(tariff.plan.book.code)),
                NamedFigure("period", .period(segment.period)),
                figure("stored", stored, of: use), figure("billed", billed, of: use),
            ])
    }

    private func figure(_ name: String, _ millionths: Int128, of use: CountedUse) -> NamedFigure {
        NamedFigure(name, .exact(Exact(millionths, over: 1_000_000), use.unit))
    }
}

extension TariffInForce {
    /// Whether use in a unit is charged.
    fileprivate func charges(_ unit: Unit) -> Bool {
        plan.book.inputs.contains { $0.kind == .usage && $0.unit == unit }
    }

    /// Whether the demand of a channel is charged (rule A5.8).
    fileprivate func readsDemand(of channel: String) -> Bool {
        let own = channel == "kWh" ? "" : channel + "_"
        return numbers.contains {
            $0.name.hasPrefix(own + "max_kW") || $0.name.hasPrefix(own + "daily_max_kW")
        }
    }
}
