import Metering
import Testing

@Suite("Quality (rules B2)")
struct QualityTests {
    @Test("B2.7: worst wins, in the published order")
    func order() {
        let order: [Quality] = [
            .missing, .questionable, .estimated, .substituted, .derived, .actual,
        ]
        #expect(Quality.allCases.sorted() == order)
        #expect(order.map(\.rawValue) == [0, 1, 2, 3, 4, 5])
        #expect([Quality.actual, .estimated, .derived].worst == .estimated)
        #expect([Quality]().worst == nil)
        #expect(order.filter(\.isShownAsEstimated) == Array(order.prefix(4)))
    }

    @Test(
        "B2.1 to B2.4: NEM12 flags",
        arguments: [
            ("A", .success(.flag(.actual))), ("N", .success(.flag(.missing))),
            ("V", .success(.variable)),
            ("S14", .success(.flag(QualityFlag(.substituted, method: 14)))),
            ("F51", .success(.flag(QualityFlag(.substituted, method: 51)))),
            ("E52", .success(.flag(QualityFlag(.estimated, method: 52)))),
            ("E75", .success(.flag(QualityFlag(.estimated, method: 75)))),
            ("E53", .failure(.notAnEstimate(method: 53))),
            ("E14", .failure(.notAnEstimate(method: 14))),
            ("S10", .failure(.unknownMethod("S10"))), ("S26", .failure(.unknownMethod("S26"))),
            ("S60", .failure(.unknownMethod("S60"))), ("S76", .failure(.unknownMethod("S76"))),
            ("S1", .failure(.unknownMethod("S1"))), ("S1x", .failure(.unknownMethod("S1x"))),
            ("E", .failure(.methodMissing("E"))), ("A14", .failure(.methodNotAllowed("A14"))),
            ("", .failure(.unknownFlag(""))), ("X", .failure(.unknownFlag("X"))),
        ] as [(String, Result<NEM12Quality, QualityRefused>)])
    func nem12(text: String, expected: Result<NEM12Quality, QualityRefused>) {
        #expect(Result { () throws(QualityRefused) in try NEM12Quality(text) } == expected)
    }

    @Test(
        "B2.5: ESPI codes",
        arguments: [
            (0, .actual), (7, .substituted), (8, .estimated), (9, .estimated),
            (10, .questionable), (11, .derived), (12, .estimated), (13, .estimated),
            (14, .questionable), (15, .derived), (16, .questionable), (17, .actual),
            (18, .actual), (19, .actual), (1, nil), (6, nil), (20, nil), (-1, nil),
        ] as [(Int, Quality?)])
    func espi(code: Int, quality: Quality?) {
        #expect(Quality(espi: code) == quality)
    }

    @Test("B2.6: German statuses are billable, missing is not")
    func german() {
        for status in Quality.GermanStatus.allCases {
            #expect(Quality(german: status).isBillable == (status != .missing))
        }
    }

    @Test(
        "B1: what a read type may do",
        arguments: [
            // type, billable, closes, counts as actual
            (.actual, true, true, true), (.smart, true, true, true),
            (.customer, true, true, true), (.estimated, true, true, false),
            (.agreed, true, true, false), (.deemed, true, true, false),
            (.opening, true, false, true), (.final, true, true, true),
            (.installation, true, false, true), (.removal, true, true, true),
            (.special, true, true, true), (.check, false, false, false),
        ] as [(ReadType, Bool, Bool, Bool)])
    func types(type: ReadType, billable: Bool, closes: Bool, actual: Bool) {
        #expect(type.isBillable == billable)
        #expect(type.closesPeriod == closes)
        #expect(type.countsAsActual == actual)
        #expect(ReadRoles([type, .opening]).types.contains(type))
    }
}
