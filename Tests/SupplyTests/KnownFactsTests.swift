import Measures
import Supply
import Testing

@Suite("What is known of supply points while more comes")
struct KnownFactsTests {
    func agreement(_ id: Int64, _ from: Int32, _ upTo: Int32, point: Int64 = 1) -> Agreement {
        Agreement(
            id: id, accountID: id, supplyPointID: point, tariff: "T", kind: .occupied,
            period: days(from, upTo))
    }

    func days(_ from: Int32, _ upTo: Int32) -> Period {
        Period(from: Day(number: from), upTo: Day(number: upTo))
    }

    @Test("an agreement takes no day of another, but its own place again (AC-DOB)")
    func taken() {
        var known = PointAgreements([agreement(1, 0, 10)])
        #expect(known.refusal(of: agreement(2, 9, 20)) == .taken(days(9, 10)))
        #expect(known.refusal(of: agreement(2, 10, 20)) == nil)
        #expect(known.refusal(of: agreement(1, 0, 30)) == nil)
        #expect(known.refusal(of: agreement(2, 0, 30, point: 2)) == nil)
        known.keep(agreement(1, 0, 5))
        #expect(known.refusal(of: agreement(2, 5, 20)) == nil)
        known.keep(agreement(2, 5, 20))
        #expect(known.refusal(of: agreement(1, 0, 6)) == .taken(days(5, 6)))
    }

    @Test("an agreement keeps its supply point")
    func moved() {
        let known = PointAgreements([agreement(1, 0, 10)])
        #expect(known.refusal(of: agreement(1, 20, 30, point: 2)) == .moved)
    }

    @Test("gaps are counted at the points of the agreements asked for")
    func gaps() {
        let known = PointAgreements([
            agreement(1, 0, 10), agreement(2, 11, 20), agreement(3, 25, 30),
            agreement(4, 0, 10, point: 2), agreement(5, 10, 20, point: 2),
            agreement(6, 0, 10, point: 3), agreement(7, 12, 20, point: 3),
        ])
        #expect(known.gaps(ofAgreements: [1]) == 2)
        #expect(known.gaps(ofAgreements: [1, 2, 3]) == 2)
        #expect(known.gaps(ofAgreements: [4, 5]) == 0)
        #expect(known.gaps(ofAgreements: [3, 7]) == 3)
        #expect(known.gaps(ofAgreements: []) == 0)
    }

    @Test("an agreement that holds no day neither makes a gap nor hides one")
    func emptyPeriods() {
        let known = PointAgreements([
            agreement(1, 0, 10), agreement(2, 12, 12), agreement(3, 10, 20),
        ])
        #expect(known.gaps(ofAgreements: [1]) == 0)
        let gap = PointAgreements([
            agreement(1, 0, 10), agreement(2, 12, 12), agreement(3, 20, 30),
        ])
        #expect(gap.gaps(ofAgreements: [1]) == 1)
    }

    @Test("a property has one value a day; one of the same beginning is replaced")
    func properties() {
        func property(
            _ name: String, _ value: String, _ from: Int32, _ upTo: Int32, point: Int64 = 1
        ) -> SupplyProperty {
            SupplyProperty(
                supplyPointID: point, name: name, value: value, period: days(from, upTo))
        }
        var known = PropertyValues([property("band", "D", 0, 10), property("band", "E", 10, 20)])
        #expect(known.clash(property("band", "F", 5, 8)) == days(5, 8))
        #expect(known.clash(property("band", "F", 0, 15)) == days(10, 15))
        #expect(known.clash(property("band", "F", 0, 10)) == nil)
        #expect(known.clash(property("return", "F", 5, 8)) == nil)
        #expect(known.clash(property("band", "F", 5, 8, point: 2)) == nil)
        #expect(known.keep(property("band", "F", 0, 5)) == false)
        #expect(known.clash(property("band", "G", 5, 10)) == nil)
        #expect(known.keep(property("band", "G", 5, 10)) == true)
        #expect(known.clash(property("band", "H", 6, 7)) == days(6, 7))
    }

    @Test("a tariff is for the commodity and in the currency that are asked")
    func tariffs() {
        let asked = TariffUse(commodity: "water", currency: .gbp)
        #expect(asked.misfit(asked: asked) == nil)
        #expect(
            TariffUse(commodity: "heat", currency: .eur).misfit(asked: asked)
                == .commodity(asked: "water"))
        #expect(
            TariffUse(commodity: "water", currency: .eur).misfit(asked: asked)
                == .currency(asked: .gbp))
    }
}
