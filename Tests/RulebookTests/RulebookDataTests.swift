import Measures
import Rulebook
import Testing

@Suite("Exceptions catalogue (rules D2)")
struct ExceptionsCatalogueTests {
    @Test("every code of rules D2 is there once, and ours say which rule needs them")
    func codes() {
        let published = """
            RD-MISSING RD-NEG RD-ROLL RD-HIGH RD-LOW RD-ZERO RD-STOP RD-DUP RD-DATE RD-SERIAL
            MX-NOREM MX-XMETER REG-SWAP IV-GAP IV-SPIKE IV-SUM IV-DST EST-RUN TF-NONE TF-OVER
            TF-PRICE TF-WRONGCLASS TX-CERT BL-DUPSEG BL-GAP BL-LONG BL-SHORT BL-BIGBILL BL-NEGBILL
            BL-BACK BL-MIN AC-VACANT AC-NOCUST AC-ADDR AC-HOLD AC-DOB PY-DDFAIL PY-NEGDD PR-FORMAT
            PR-BOUNCE IF-REJ
            """.split(whereSeparator: \.isWhitespace).map(String.init)
        let ours = [
            "RD-FORMAT", "REG-SUM", "IV-DUP", "IV-LIMIT", "EXPORT-ODD", "BL-NOCYCLE", "BL-LATE",
            "BL-SUM", "BL-USE", "MX-NOMETER", "MX-UNBILLED", "RD-OLD", "TF-RATE",
        ]
        let codes = ExceptionsCatalogue.kinds.map(\.code.rawValue)
        #expect(codes.sorted() == (published + ours).sorted())
        for kind in ExceptionsCatalogue.kinds {
            #expect((kind.source == "D2") != ours.contains(kind.code.rawValue), "\(kind.code)")
            #expect((kind.severity == .warning) == (kind.dueInWorkingDays == 10), "\(kind.code)")
            #expect(ExceptionsCatalogue.kind(of: kind.code) == kind)
        }
        #expect(ExceptionsCatalogue.kind(of: Finding.Code("XX-NONE")) == nil)
    }

    @Test(
        "who owns what",
        arguments: [
            ("RD-HIGH", .billing), ("RD-ZERO", .metering), ("TF-PRICE", .tariff),
            ("AC-VACANT", .retailData), ("AC-HOLD", .serviceDesk), ("PY-DDFAIL", .collections),
        ] as [(String, ExceptionKind.Owner)])
    func owners(code: String, owner: ExceptionKind.Owner) {
        #expect(ExceptionsCatalogue.kind(of: Finding.Code(code))?.owner == owner)
    }
}

@Suite("Limits and defaults, dated and sourced")
struct LimitTests {
    @Test(
        "D5: how far back a charge may reach",
        arguments: [
            (.gas, .domestic, "GB-ENG", "2018-04-30", nil),
            (.gas, .domestic, "GB-ENG", "2018-05-01", 12),
            (.electricity, .microbusiness, "GB-SCT", "2018-10-31", nil),
            (.electricity, .microbusiness, "GB-SCT", "2018-11-01", 12),
            (.electricity, .business, "GB-SCT", "2025-01-01", nil),
            (.heat, .domestic, "GB-ENG", "2026-01-26", nil),
            (.heat, .domestic, "GB-ENG", "2026-01-27", 12),
            (.water, .domestic, "AU-VIC", "2025-01-01", 4),
            (.water, .domestic, "GB-ENG", "2025-01-01", nil),
            (.electricity, .domestic, "AU-VIC", "2025-01-01", 4),
            (.electricity, .domestic, "AU-NSW", "2025-01-01", 9),
            (.water, .domestic, "AU-WA", "2025-01-01", 12),
            (.gas, .domestic, "GB-NIR", "2025-01-01", nil),
            (.gas, .domestic, "GB-EAW", "2025-01-01", 12),
        ] as [(Commodity, CustomerClass, String, String, Int?)])
    func backBilling(
        commodity: Commodity, customer: CustomerClass, place: String, on text: String, months: Int?
    ) {
        let limit = BackBilling.limit(commodity, customer, in: Jurisdiction(place), on: day(text))
        #expect(limit?.value == months)
        #expect(limit.map { !$0.source.isEmpty } ?? true)
    }

    @Test("D5.2: an action on 15 Nov 2025 reaches 15 Nov 2024 to 14 Nov 2025; 3,685.10 kWh")
    func window() {
        let action = day("2025-11-15")
        let window = BackBilling.recoverable(actionOn: action, months: 12)
        #expect(window == Period(from: day("2024-11-15"), through: day("2025-11-14")))
        let unbilled = Period(from: action - 624, upTo: action)
        let use = BackBilling.recoverable(
            Quantity(6300), over: unbilled, actionOn: action, months: 12)
        #expect(use == Quantity("3685.1"))
        #expect(
            BackBilling.recoverable(
                Quantity(5), over: Period(from: action - 900, upTo: action - 800),
                actionOn: action, months: 12) == .zero)
    }

    @Test("validation defaults exist for each commodity and name their rules")
    func defaults() throws {
        for commodity in Commodity.allCases {
            let defaults = try #require(ValidationDefaults.on(day("2025-01-01"), commodity))
            #expect(defaults.value.highPercent == 250)
            #expect(defaults.value.lowPercent == 40)
            #expect(defaults.source.contains("B3.5"))
            #expect(ValidationDefaults.on(day("1999-12-31"), commodity) == nil)
        }
    }

    @Test("B1.3: a read a year for GB energy, 13 months for English water from October 2025")
    func reads() {
        func months(_ commodity: Commodity, _ text: String, _ place: Jurisdiction) -> Int? {
            ReadObligations.on(day(text), commodity, in: place)?.value.monthsBetweenReads
        }
        #expect(months(.gas, "2025-01-01", .scotland) == 12)
        #expect(months(.water, "2025-09-30", .englandAndWales) == nil)
        #expect(months(.water, "2025-10-01", .englandAndWales) == 13)
        #expect(months(.water, "2025-10-01", .scotland) == nil)
        #expect(months(.water, "2025-10-01", Jurisdiction("GB-EAW")) == 13)
        #expect(months(.water, "2025-10-01", Jurisdiction("GB-WLS")) == nil)
        #expect(months(.gas, "2025-01-01", .northernIreland) == nil)
    }
}
