import Measures
import Metering

extension WorkedRules {
    /// B3.1 to B3.7 and B3.14 for a reading: 1,000 on 31 May, 100 kWh expected in June.
    static let readingChecks: [RuleExample] = [
        RuleExample(
            "B3", says: "All checks are made, in their order.",
            given: "another serial, read tomorrow, six digits on five dials",
            byHand: "identity, date, format", gives: "RD-SERIAL, RD-DATE, RD-FORMAT"
        ) {
            try ReadingCase.found("100000") {
                $0.isIdentified = false
                $0.today = $0.day - 1
            }
        },
        RuleExample(
            "B3.1",
            says:
                "A reading is of a meter that was installed on its day, and that is the one on record.",
            given: "installed on the day of the reading; on the day after; another serial",
            byHand: "the day of installation counts", gives: "no finding; RD-SERIAL; RD-SERIAL"
        ) {
            try [
                ReadingCase.found("1100") { $0.installed = $0.day },
                ReadingCase.found("1100") { $0.installed = $0.day + 1 },
                ReadingCase.found("1100") { $0.isIdentified = false },
            ].joined(separator: "; ")
        },
        RuleExample(
            "B3.2", says: "A reading is not of the future, and not before the last billed one.",
            given: "read today; read tomorrow; read the day before the last bill",
            byHand: "both others are found", gives: "no finding; RD-DATE; RD-DATE"
        ) {
            try [
                ReadingCase.found("1100") { $0.today = $0.day },
                ReadingCase.found("1100") { $0.today = $0.day - 1 },
                ReadingCase.found("1100") { $0.openingDay = $0.day + 1 },
            ].joined(separator: "; ")
        },
        RuleExample(
            "B3.2", says: "Two different values of one register and day are a duplicate.",
            given: "1100 where 1100 is stored, and where 1099 is",
            byHand: "the same value is no second one",
            gives: "no finding; RD-DUP"
        ) {
            try [
                ReadingCase.found("1100") { $0.storedForDay = quantity("1100") },
                ReadingCase.found("1100") { $0.storedForDay = quantity("1099") },
            ].joined(separator: "; ")
        },
        RuleExample(
            "B3.3", says: "A value fits the dials, and its unit is the register's.",
            given: "100000 on five dials; a red digit, 1100.5; another unit",
            byHand: "six digits; a decimal on none; m3 for kWh",
            gives: "RD-FORMAT; RD-FORMAT; RD-FORMAT"
        ) {
            try [
                ReadingCase.found("100000"), ReadingCase.found("1100.5"),
                ReadingCase.found("1100") { $0.unitMatches = false },
            ].joined(separator: "; ")
        },
        RuleExample(
            "B3.4", says: "A value below the last one is a rollover, or it is found.",
            given: "1000 then 999; 99950 then 50", byHand: "no top of the range; 100 past the top",
            gives: "RD-NEG; RD-ROLL"
        ) {
            try [
                ReadingCase.found("999"),
                ReadingCase.found("50") { $0.opening = quantity("99950") },
            ].joined(separator: "; ")
        },
        RuleExample(
            "B3.5", says: "Use above 250 % of what was expected is high, below 40 % low.",
            given: "250, 251, 40 and 39 kWh where 100 were expected",
            byHand: "the bounds themselves pass", gives: "no finding; RD-HIGH; no finding; RD-LOW"
        ) {
            try ["1250", "1251", "1040", "1039"].map { try ReadingCase.found($0) }
                .joined(separator: "; ")
        },
        RuleExample(
            "B3.5",
            says:
                "The same period last year stands before the previous one, and that before the class.",
            given: "100 kWh; 39 last year, 100 in the period before; 100 by class",
            byHand: "100 / 39 = 256 %, although it is 100 % of the others", gives: "RD-HIGH"
        ) {
            try ReadingCase.found("1100") {
                $0.history.lastYear = PastUse(quantity("39"), days: 30)
                $0.history.previous = PastUse(quantity("100"), days: 30)
            }
        },
        RuleExample(
            "B3.5", says: "An absolute floor keeps small use from alarming.",
            given: "1 kWh a day expected, 120 kWh in 30 days; floor 5 a day and 3.9 a day",
            byHand: "400 %, but 4 a day: below the first floor, above the second",
            gives: "no finding; RD-HIGH"
        ) {
            try ["5", "3.9"].map { floor in
                try ReadingCase.found("1120") {
                    $0.history.profile = PastUse(quantity("30"), days: 30)
                } limits: {
                    $0.high.floorPerDay = quantity(floor)
                }
            }.joined(separator: "; ")
        },
        RuleExample(
            "B3.6", says: "Zero use on occupied premises is found, and so is use on vacant ones.",
            given: "0 kWh occupied; 0 kWh vacant; 1 kWh vacant",
            byHand: "a vacant home uses nothing", gives: "RD-ZERO; no finding; AC-VACANT"
        ) {
            try [
                ReadingCase.found("1000"),
                ReadingCase.found("1000") { $0.isOccupied = false },
                ReadingCase.found("1001") { $0.isOccupied = false },
            ].joined(separator: "; ")
        },
        RuleExample(
            "B3.7",
            says: "A register with the same value on two actual readings in a row has stopped.",
            given: "unchanged for the first time, for the second, and by estimate",
            byHand: "an estimate stops no meter",
            gives: "RD-ZERO; RD-ZERO, RD-STOP; RD-ZERO"
        ) {
            try [
                ReadingCase.found("1000"),
                ReadingCase.found("1000") { $0.unchangedReads = 1 },
                ReadingCase.found("1000") {
                    $0.unchangedReads = 1
                    $0.isActual = false
                },
            ].joined(separator: "; ")
        },
    ]
}
