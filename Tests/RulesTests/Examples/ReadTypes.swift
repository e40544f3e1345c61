import Measures
import Metering
import Rulebook

extension WorkedRules {
    /// B1 and B2: readings and how far they are trusted.
    static let readTypes: [RuleExample] = readings + qualities

    private static let readings: [RuleExample] = [
        RuleExample(
            "B1",
            says:
                "Each type of reading says whether it may be billed, may close a period and was seen.",
            given: "ACT, EST, INS and CHK",
            byHand:
                "a check read never bills; an installation read only opens; an estimate was not seen",
            gives: "ACT bills closes seen, EST bills closes, INS bills seen, CHK"
        ) {
            list(
                [ReadType.actual, .estimated, .installation, .check].map { type in
                    [
                        type.rawValue, type.isBillable ? "bills" : nil,
                        type.closesPeriod ? "closes" : nil, type.countsAsActual ? "seen" : nil,
                    ].compactMap(\.self).joined(separator: " ")
                })
        },
        RuleExample(
            "B1", says: "One reading may play two roles.",
            given: "a final read that opens for the next customer",
            byHand: "it may close the old period", gives: "OPN+FIN closes"
        ) {
            let both = Reading(
                registerID: 1, day: day("2016-06-17"), value: quantity("8"),
                roles: ReadRoles([.final, .opening]))
            return both.roles.word + (both.closesPeriod ? " closes" : "")
        },
        RuleExample(
            "B1.1", says: "Who read, how, and whether it was seen are three facts.",
            given: "a customer's reading on the web, and an estimate",
            byHand: "customer, web, seen; the company, by calculation, not seen",
            gives: "customer web actual, company calculation estimated"
        ) {
            list(
                [ReadType.customer, .estimated].map {
                    let reading = read("2025-06-30", "1", $0)
                    return [reading.source.word, reading.method.word, reading.status.word]
                        .joined(separator: " ")
                })
        },
        RuleExample(
            "B1.2", says: "A later reading does not delete an estimate: the next bill trues it up.",
            given: "1000 read, 1120 estimated and billed, 1150 read a month later",
            byHand: "the estimate stays the opening: 30 are left of the 150 that were used",
            gives: "30 over 28 days"
        ) {
            var home = try flatHome("2025-02-01", "2025-02-28", reads: ["2025-02-28": "1150"])
            home.billed(("2024-12-31", "1000", .actual), ("2025-01-31", "1120", .estimated))
            home.rules.validationLimits[.electricity] = withoutHistory
            return home.uses()
        },
        RuleExample(
            "B1.3", says: "Great Britain: a gas or electricity meter is read at least once a year.",
            given: "months between actual reads, in Scotland and in Northern Ireland",
            byHand: "the licence condition is that of Great Britain", gives: "12, none"
        ) {
            list(
                [Jurisdiction.scotland, .northernIreland].map {
                    months(.gas, "2025-01-01", in: $0)
                })
        },
        RuleExample(
            "B1.3", says: "England: a water meter is read within 13 months, from 1 October 2025.",
            given: "30 September and 1 October 2025", byHand: "the day before has no limit",
            gives: "none, 13"
        ) {
            list(
                ["2025-09-30", "2025-10-01"].map { months(.water, $0, in: .englandAndWales) })
        },
        RuleExample(
            "B1.3", says: "A meter that nobody has read for longer is found.",
            given: "last read on 30 June 2024; run on 30 June and 1 July 2025",
            byHand: "12 months end with 30 June 2025", gives: "no RD-OLD, RD-OLD"
        ) { list(try ["2025-06-30", "2025-07-01"].map(overdue)) },
    ]

    private static let qualities: [RuleExample] = [
        RuleExample(
            "B2.1", says: "A NEM12 flag is a letter, with a method of two digits for E, F and S.",
            given: "A, S14, E52, N and E",
            byHand: "actual; substituted by 14; estimated by 52; missing; E names no method",
            gives: "actual, substituted 14, estimated 52, missing, refused"
        ) { list(["A", "S14", "E52", "N", "E"].map(flag)) },
        RuleExample(
            "B2.2", says: "Flags of ranges cover a day of varying quality in full.",
            given: "V; 48 values, 27 of S51 then 21 of A; 27 of S51 then 20 of A",
            byHand: "27 + 21 = 48 covers the day, 27 + 20 leaves one value without a flag",
            gives: "varies, covered, refused"
        ) { list([flag("V"), covered(27, 21), covered(27, 20)]) },
        RuleExample(
            "B2.3", says: "Methods are 11 to 25, 51 to 59, 61 to 69 and 71 to 75.",
            given: "S11, S25, S26, S60, S75 and S76",
            byHand: "26, 60 and 76 stand between the ranges or behind them",
            gives: "substituted 11, substituted 25, refused, refused, substituted 75, refused"
        ) { list(["S11", "S25", "S26", "S60", "S75", "S76"].map(flag)) },
        RuleExample(
            "B2.4",
            says: "An estimate may only be made by 51, 52, 56 to 59, 61 to 63, 65, 68 and 75.",
            given: "E52, E53, S53", byHand: "53 is a revision: a substitution, no estimate",
            gives: "estimated 52, refused, substituted 53"
        ) { list(["E52", "E53", "S53"].map(flag)) },
        RuleExample(
            "B2.5", says: "ESPI tells quality by numbers.", given: "0, 7, 8, 10, 11, 17 and 20",
            byHand: "valid; edited; estimated by a day; questionable; derived; validated; unknown",
            gives: "actual, substituted, estimated, questionable, derived, actual, none"
        ) {
            list([0, 7, 8, 10, 11, 17, 20].map { Quality(espi: $0).map { "\($0)" } ?? "none" })
        },
        RuleExample(
            "B2.6", says: "German statuses are all billable but missing.",
            given: "measured, substituted, estimated, calculated, missing",
            byHand: "the first four", gives: "true, true, true, true, false"
        ) { list(Quality.GermanStatus.allCases.map { Quality(german: $0).isBillable }) },
        RuleExample(
            "B2.7", says: "The worst quality wins when values are added up.",
            given: "actual, derived and estimated; actual and derived",
            byHand: "estimated is worse than derived, derived worse than actual",
            gives: "estimated, derived"
        ) {
            list(
                [[Quality.actual, .derived, .estimated], [.actual, .derived]]
                    .compactMap(\.worst).map { "\($0)" })
        },
        RuleExample(
            "B2.7", says: "A bill of a day with one estimated half-hour shows an estimate.",
            given: "48 half-hours, one of them estimated", byHand: "one is enough",
            gives: "estimated, shown as estimated: true"
        ) {
            let runs: [IntervalBlock.Run] = [
                .init(20, .actual), .init(1, QualityFlag(.estimated, method: 51)),
                .init(27, .actual),
            ]
            let block = try IntervalBlock(
                start: Instant(seconds: 0), minutes: 30, values: Array(repeating: 1, count: 48),
                runs: runs)
            return "\(block.quality), shown as estimated: \(block.isShownAsEstimated(in: 0..<48))"
        },
    ]

    private static func months(
        _ commodity: Commodity, _ text: String, in place: Jurisdiction
    ) -> String {
        ReadObligations.on(day(text), commodity, in: place)
            .map { "\($0.value.monthsBetweenReads)" } ?? "none"
    }

    private static func flag(_ text: String) -> String {
        switch Result(catching: { try NEM12Quality(text) }) {
        case .success(.flag(let flag)):
            flag.method == 0 ? "\(flag.quality)" : "\(flag.quality) \(flag.method)"
        case .success(.variable): "varies"
        case .failure: "refused"
        }
    }

    private static func covered(_ substituted: Int, _ actual: Int) -> String {
        let block = try? IntervalBlock(
            start: Instant(seconds: 0), minutes: 30, values: Array(repeating: 1, count: 48),
            runs: [
                .init(substituted, QualityFlag(.substituted, method: 51)),
                .init(actual, .actual),
            ])
        return block == nil ? "refused" : "covered"
    }

    /// A home in Scotland that was last read on 30 June 2024, in a run of a day.
    private static func overdue(_ today: String) throws -> String {
        var home = try flatHome("2024-07-01", "2025-06-29", reads: ["2024-06-30": "500"])
        home.goOn()
        home.facts.law = .init(jurisdiction: "GB-SCT", customerClass: "domestic")
        home.rules.today = day(today)
        let codes = home.result().outcome.findings.map(\.finding.code.rawValue)
        return codes.contains("RD-OLD") ? "RD-OLD" : "no RD-OLD"
    }
}
