package import Access
package import Customers
package import Measures
package import Storage

/// Erases what is known of a party, part by part; what law or contract holds stays until it may go.
/// Every proof still verifies. Recorded as an event that names nobody.
package struct ErasePersonalData: Act {
    package static let name = "erase-personal-data"
    package static let permission = Permission.erasePersonalData
    package static let needsReason = true
    /// The customer's number.
    package let party: String
    /// Nil for all parts.
    package let parts: [PersonalPart]?

    package init(_ party: String, parts: [PersonalPart]? = nil) {
        self.party = party
        self.parts = parts
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<ErasureReport> {
        let data = try books.dataOfParty(party)
        let plan = try ErasureReport(party, of: data, parts ?? PersonalPart.allCases, in: books)
        guard !plan.erased.isEmpty else { throw ErasureRefused.nothing(plan) }
        var decision = Decision<ErasureReport>(
            event: "personal-data-erased", of: Subject(.party, data.party)
        ) { books, event in
            try books.erase(plan, data, event: event)
        }
        decision.after = plan.json
        return decision
    }
}

/// What was erased of a party, or would be, and what is kept.
package struct ErasureReport: Codable, Sendable, Hashable {
    package struct Erased: Codable, Sendable, Hashable {
        package let part: PersonalPart
        package let values: Int
    }

    package struct Kept: Codable, Sendable, Hashable {
        package let part: PersonalPart
        package let values: Int
        package let reason: KeptFor
        /// The first day on which it may go; nil where that is not known yet.
        package let until: Day?
    }

    package let party: String
    package var erased: [Erased]
    package let kept: [Kept]

    /// What today's rule says of each part that there is something of.
    init(_ party: String, of data: PartyData, _ parts: [PersonalPart], in books: Books) throws {
        let situation = try books.erasures.situation(of: data)
        var (erased, kept): ([Erased], [Kept]) = ([], [])
        for part in PersonalPart.allCases where parts.contains(part) {
            let values = try books.erasures.count(part, of: data)
            guard values > 0 else { continue }
            switch situation.verdict(on: part) {
            case .erase: erased.append(Erased(part: part, values: values))
            case .kept(let reason, let until):
                kept.append(Kept(part: part, values: values, reason: reason, until: until))
            }
        }
        (self.party, self.erased, self.kept) = (party, erased, kept)
    }

    /// For the event and a second person: names nobody.
    var json: JSONValue {
        [
            "erases": .array(erased.map { .string("\($0.values) \($0.part.rawValue)") }),
            "keeps": .array(
                kept.map { .string("\($0.values) \($0.part.rawValue): \($0.reason.rawValue)") }),
        ]
    }
}

/// Why nothing was erased.
package enum ErasureRefused: Error, Hashable, Sendable {
    case unknownParty(String)
    /// There is nothing, or all of it is kept.
    case nothing(ErasureReport)
    /// A line of a list of erasures that is none.
    case notAList(file: String, line: Int)
    case listUnreadable(file: String)
}

extension Books {
    func dataOfParty(_ code: String) throws -> PartyData {
        guard let party = try customers.party(code: code) else {
            throw ErasureRefused.unknownParty(code)
        }
        return try erasures.data(of: party.id, code: code)
    }

    /// Erases what the plan says and notes it.
    fileprivate func erase(
        _ plan: ErasureReport, _ data: PartyData, event: Int64
    ) throws -> ErasureReport {
        var done = plan
        done.erased = try plan.erased.map {
            ErasureReport.Erased(
                part: $0.part, values: try erasures.erase($0.part, of: data, event: event))
        }
        try erasures.note(
            party: data.party, parts: done.erased.map(\.part.rawValue), event: event)
        return done
    }
}
