/// One case of a rule, worked out by hand and by the program.
struct RuleExample: Sendable {
    /// The number of the rule, such as `B3.5`.
    let rule: String
    /// The sentence of the rule that the case shows.
    let says: String
    let given: String
    /// How a person works it out from the rule; never taken from what the program prints.
    let byHand: String
    /// The right result.
    let gives: String
    /// What the program makes of the same case, in the words of `gives`.
    let program: @Sendable () throws -> String

    init(
        _ rule: String, says: String, given: String, byHand: String, gives: String,
        program: @escaping @Sendable () throws -> String
    ) {
        self.rule = rule
        self.says = says
        self.given = given
        self.byHand = byHand
        self.gives = gives
        self.program = program
    }
}

/// Every worked example, in the order of the rules.
enum WorkedRules {
    static let all: [RuleExample] = [
        numbers, water, gasAndHeat, intervals, datesAndExchanges, readTypes, readingChecks,
        intervalChecks, estimates, prices, blocks, timeOfUse, demandCharges, limits,
        pricesOfTheHour, percentages, changesOfPrice, taxes, rounding, bills, billContents,
        backBilling, tenancies, secondPersons, sharedAccounts, postings, holdsAndNeeds,
        contactsAndData, invariants,
    ].flatMap(\.self)
}
