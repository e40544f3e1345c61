import Interchange
package import Measures
package import Tariffs

/// An analyst asks what a tariff would charge: a quote with its working.
package struct RateTariff: Sendable {
    /// What the customer is like and has used.
    package enum Usage: Sendable {
        /// `name=value`: a usage, a number, a word of a choice; values of a list with commas.
        case settings([String], Period)
        /// A file in the form of a bill case.
        case file(String)
    }

    package struct Quote: Sendable {
        package let plan: TariffPlan
        package let period: Period
        package let rated: Rated
    }

    package init() {}

    package func callAsFunction(_ path: String, _ usage: Usage) throws -> Quote {
        let plan = try TariffFiles.plan(path)
        let input = try input(of: usage, plan, path)
        do throws(RatingRefused) {
            let rated = try plan.rate(input, recording: true)
            return Quote(plan: plan, period: input.period, rated: rated)
        } catch { throw TariffToolRefused.rating(error, book: plan.book.code) }
    }

    private func input(
        of usage: Usage, _ plan: TariffPlan, _ path: String
    ) throws -> RatingInput {
        switch usage {
        case .settings(let settings, let period):
            var input = plan.input(for: period)
            for setting in settings { try set(setting, plan, input: &input) }
            return input
        case .file(let file):
            let text = try TariffFiles.text(file)
            let question = try BillCase.read(yaml: text, file: file, expects: false)
            let part = try part(of: question, path, file)
            do throws(BillCaseRefused) {
                return try part.input(plan, zone: TimeZoneTables.zone)
            } catch { throw TariffToolRefused.inputs(error) }
        }
    }

    /// The part for this book, or the only one there is.
    private func part(
        of question: BillCase, _ path: String, _ file: String
    ) throws(TariffToolRefused) -> BillCase.Part {
        let named = question.parts.first { path.hasSuffix($0.book + ".yaml") }
        if let named { return named }
        guard question.parts.count == 1 else { throw .noPart(book: path, file: file) }
        return question.parts[0]
    }

    private func set(
        _ setting: String, _ plan: TariffPlan, input: inout RatingInput
    ) throws(TariffToolRefused) {
        let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw .badSetting(setting) }
        let (name, value) = (parts[0], parts[1])
        if let slot = plan.usageSlot(name) {
            guard let quantity = Quantity(value) else {
                throw .badValue(name, value: value, expected: "a number of at most six places")
            }
            input.add(slot, quantity)
        } else if let slot = plan.numberSlot(name) {
            guard let number = plan.value(value, of: name) else {
                throw .badValue(name, value: value, expected: plan.book.values(of: name))
            }
            input.set(slot, number)
        } else {
            try setList(name, value, plan: plan, input: &input)
        }
    }

    /// Values of a series or names of a list, with commas between.
    private func setList(
        _ name: String, _ value: String, plan: TariffPlan, input: inout RatingInput
    ) throws(TariffToolRefused) {
        let words = value.split(separator: ",").map(String.init)
        if let slot = plan.seriesSlot(name) {
            let numbers = words.compactMap { Exact($0) }
            guard numbers.count == words.count else {
                throw .badValue(name, value: value, expected: "numbers with commas between")
            }
            input.set(slot, numbers)
        } else if let slot = plan.namesSlot(name) {
            input.set(slot, words)
        } else {
            let known = plan.book.inputs.map(\.name)
            throw .unknownInput(name, nearest: nearestWord(to: name, among: known), known: known)
        }
    }
}

extension TariffBook {
    fileprivate func values(of name: String) -> String {
        guard case .choice(let words)? = inputs.first(where: { $0.name == name })?.kind else {
            return "a plain number such as 12.5"
        }
        return "one of " + words.joined(separator: ", ")
    }
}
