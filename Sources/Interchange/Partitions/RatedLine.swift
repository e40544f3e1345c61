package import Billing
package import Measures

/// A line that rating wrote, read back as far as the sum of a run asks for it.
package enum RatedLine: Sendable {
    case outcome(Outcome)
    case estimate
    case bill(DigestedBill, net: Money, tax: Money, lines: Int, isEstimated: Bool)

    package init(
        reading bytes: UnsafeBufferPointer<UInt8>, line: Int
    ) throws(Rejection) {
        let fields = try JSONFields(line: bytes, number: line)
        switch try fields.text("kind") {
        case "outcome": self = .outcome(try RatedLine.outcome(fields))
        case "estimate": self = .estimate
        case "bill": self = try RatedLine.bill(fields)
        default: throw fields.refusal("kind", rule: "a line is an outcome, an estimate or a bill")
        }
    }

    private static func outcome(_ fields: JSONFields) throws(Rejection) -> Outcome {
        var outcome = Outcome(
            supplyPointID: try fields.int64("supply_point"),
            kind: try fields.word("outcome", rule: "one of \(kinds)") { Outcome.Kind(rawValue: $0) }
        )
        for finding in try fields.list("findings") {
            outcome.findings.append(try self.finding(finding))
        }
        return outcome
    }

    private static var kinds: String {
        Outcome.Kind.allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// Code, severity and money; its figures are for people.
    private static func finding(_ fields: JSONFields) throws(Rejection) -> RaisedFinding {
        let finding = Finding(
            Finding.Code(try fields.text("code")),
            try fields.word("severity", rule: "warning or blocking") {
                Finding.Severity(rawValue: $0)
            },
            rule: try fields.text("rule"))
        return RaisedFinding(
            finding, moneyAtRisk: try fields.money("money_at_risk", try currency(fields)))
    }

    private static func bill(_ fields: JSONFields) throws(Rejection) -> RatedLine {
        let currency = try currency(fields)
        var lines = 0
        for segment in try fields.list("segments") { lines += try segment.list("lines").count }
        return .bill(
            DigestedBill(
                premisesID: try fields.int64("premises"), accountID: try fields.int64("account"),
                currency: currency, digest: try fields.digest("digest")),
            net: try fields.money("net", currency), tax: try fields.money("tax", currency),
            lines: lines, isEstimated: try fields.flag("estimated"))
    }

    private static func currency(_ fields: JSONFields) throws(Rejection) -> Currency {
        try fields.word("currency", rule: "three capital letters") { Currency(rawValue: $0) }
    }
}
