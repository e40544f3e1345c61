import Interchange
import Measures
import Metering
import Testing

/// The rows of a file, and `line field` for each rejection.
func rows<Row: ImportRow>(_: Row.Type, _ text: String) throws -> ([Row], [String]) {
    let reader = try RowReader<Row>(Array(text.utf8))
    var (rows, rejected, bad) = ([Row](), [String](), 0)
    while let outcome = try reader.next() {
        switch outcome {
        case .row(let row, _): rows.append(row)
        case .rejected(let why):
            bad += 1
            rejected += why.map { "\($0.line) \($0.field)" }
        }
    }
    #expect(rows.count + bad == reader.rows)
    return (rows, rejected)
}

@Suite("Import files")
struct ImportRowTests {
    @Test("the formats page has the columns of each file") func page() throws {
        let page = String(
            decoding: try TestData.bytes("../../../Docs/formats/import.md"), as: UTF8.self)
        func check<Row: ImportRow>(_: Row.Type) {
            let section = page.split(separator: "\n## ").first { $0.hasPrefix(Row.fileName) } ?? ""
            let named = section.split(separator: "\n").compactMap { line in
                line.hasPrefix("| ") ? line.dropFirst(2).prefix { $0 != " " } : nil
            }
            let columns = Row.Column.allCases.map(\.name)
            #expect(Set(named.dropFirst().filter { $0 != "---" }.map(String.init)) == Set(columns))
        }
        check(CustomerRow.self)
        check(PremisesRow.self)
        check(SupplyPointRow.self)
        check(MeterRow.self)
        check(AgreementRow.self)
        check(PropertyRow.self)
        check(ReadingRow.self)
    }

    @Test("customers.csv") func customers() throws {
        let (good, bad) = try rows(
            CustomerRow.self,
            """
            customer_id,name,account_id,kind,email,language,vulnerability,opened_on
            C1,"Müller, Ada",A1,,ada@example.org,de-DE,dialysis;large-print,2020-02-29
            C2,Brook Ltd,A2,organisation,,,,
            C 3,,A3,robot,nobody,,,2021-02-29

            """)
        #expect(good.map(\.customerID) == ["C1", "C2"])
        #expect(good[0].name == "Müller, Ada")
        #expect(good[0].vulnerability == ["dialysis", "large-print"])
        #expect(good[1].kind == .organisation && good[1].email == nil)
        #expect(bad == ["4 customer_id", "4 name", "4 kind", "4 email", "4 opened_on"])
    }

    @Test("premises.csv and supply_points.csv") func places() throws {
        let (premises, badPremises) = try rows(
            PremisesRow.self,
            """
            premises_id,scheme,address,postcode,jurisdiction,zone,class
            P1,north,"1 High Street, Town",AB1 2CD,GB-EAW,,domestic
            P2,north,,AB1 2CD,GB-EAW,,domestic

            """)
        #expect(premises.count == 1 && premises[0].customerClass == "domestic")
        #expect(badPremises == ["3 address"])

        let (points, badPoints) = try rows(
            SupplyPointRow.self,
            """
            supply_point_id,premises_id,commodity,cycle,network_parent,market_id
            S1,P1,water,quarterly-3,,
            S2,P1,electricity,,S1,NEM1201010
            S3,P1,steam,weekly,S3,
            S4,P1,gas,monthly-17,,

            """)
        #expect(points.map(\.commodity) == [.water, .electricity, .gas])
        #expect(points[0].cycle == .quarterlyMarch && points[1].cycle == nil)
        #expect(points[2].cycle == .monthly(through: 17))
        #expect(badPoints == ["4 commodity", "4 cycle", "4 network_parent"])
    }

    @Test("meters.csv") func meters() throws {
        let (good, bad) = try rows(
            MeterRow.self,
            """
            meter_serial,supply_point_id,installed_on,removed_on,register,unit,usage,kind,dials,decimals,multiplier,minutes,suffix,factors
            M1,S1,2020-01-01,,1,m3,m3,,5,3,,,,
            M2,S2,2020-01-01,2024-12-31,E1,kWh,kWh,interval,,,1,30,E1,
            M3,S3,2020-01-01,,1,m3,m3,register,5,0,0.1,,,correction_factor=1.02264; calorific_value=39.5
            M4,S4,2020-01-01,2019-12-31,1,m3,m3,register,,7,0,,,x
            M5,S5,2020-01-01,,1,kWh,kWh,interval,,,,7,,a=1;a=2
            M6,S6,2020-01-01,,1,kWh,kWh,register,5,0,40,,,
            M7,S7,2020-01-01,,E1,kWh,kWh,interval,,,40,30,E1,

            """)
        #expect(good.map(\.meterSerial) == ["M1", "M2", "M3", "M6"])
        #expect(good[0].kind == .register(dials: 5, decimals: 3))
        #expect(good[1].kind == .interval(minutes: 30) && good[1].multiplier == Quantity(1))
        #expect(good[3].multiplier == Quantity(40))
        #expect(good[2].factors.map(\.value) == [Exact("1.02264")!, Exact("39.5")!])
        #expect(
            bad == [
                "5 removed_on", "5 decimals", "5 dials", "5 multiplier", "5 factors",
                "6 minutes", "6 factors", "8 multiplier",
            ])
    }

    @Test("prices.csv: a time that cannot be read is told once, each") func times() throws {
        let (good, bad) = try rows(
            PriceRow.self,
            """
            series,from,to,value,unit
            a,2024-10-27T02:00+02:00,2024-10-27T02:00+01:00,0.08,EUR/kWh
            a,2024-10-27T03:00,2024-10-27T04:00,0.08,EUR/kWh
            a,2024-10-27T04:00Z,2024-10-27T04:00Z,0.08,EUR/kWh

            """)
        #expect(good.map { $0.upTo - $0.from } == [3600])
        #expect(bad == ["3 from", "3 to", "4 to"])
    }

    @Test("agreements.csv and properties.csv: to is the last day") func dated() throws {
        let (agreements, bad) = try rows(
            AgreementRow.self,
            """
            agreement_id,account_id,supply_point_id,tariff,from,to,kind
            G1,A1,S1,water-2025,2025-01-01,2025-01-31,
            G2,A2,S1,water-2025,2025-02-01,,void
            G3,A2,S1,water-2025,2025-02-02,2025-02-01,free
            G4,A2,S1,water-2025,2025-02-02,2025-02-02,

            """)
        #expect(agreements.map(\.period.days).prefix(1) == [31])
        #expect(agreements[1].period.end == Day(year: 9999, month: 12, day: 31))
        #expect(agreements.map(\.kind) == [.occupied, .void, .occupied])
        #expect(agreements[2].period.days == 1)
        #expect(bad == ["4 to", "4 kind"])

        let (facts, badFacts) = try rows(
            PropertyRow.self,
            """
            supply_point_id,name,value,from,to
            S1,return_factor,0.95,2025-01-01,
            S1,council_tax_band,D,2025-01-01,2025-12-31
            S1,return factor,,2025-01-01,

            """)
        #expect(facts.map(\.number) == [Exact("0.95"), nil])
        #expect(badFacts == ["4 name", "4 value"])
    }

    @Test("readings.csv: source, method and status are three fields (B1.1)") func readings() throws
    {
        let (good, bad) = try rows(
            ReadingRow.self,
            """
            meter_serial,register,day,value,type,source,method,status
            M1,1,2025-03-31,4512.5,,,,
            M1,1,2025-06-30,4701,CUS,,phone,
            M1,1,2025-09-30,4900,FIN;OPN,previous-supplier,,estimated
            M1,1,2025-09-31,1e3,XXX,dog,bark,maybe
            M1,1,2025-12-31,-1,ACT,,,
            M1,1,2025-12-31,1000000000000,ACT,,,

            """)
        #expect(good.map(\.value.description) == ["4512.5", "4701", "4900"])
        #expect(good[1].reading(on: 7).source == .customer)
        #expect(good[1].reading(on: 7).method == .phone)
        #expect(good[2].types == [.final, .opening])
        #expect(good[2].reading(on: 7).status == .estimated)
        #expect(
            bad == [
                "5 day", "5 value", "5 type", "5 source", "5 method", "5 status", "6 value",
                "7 value",
            ])
    }
}
