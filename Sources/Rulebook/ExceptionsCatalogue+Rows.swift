extension ExceptionsCatalogue {
    /// Code, meaning, usual resolution, owner, working days to resolve (10: a warning).
    static let rows: [Row] = readings + intervals + tariffs + bills + accounts

    private static let readings: [Row] = [
        Row("RD-MISSING", "no read in window", "retry, order read, estimate", .metering, 3),
        Row(
            "RD-NEG", "end below start, not rollover", "check serial and digits, re-read, correct",
            .metering, 3),
        Row("RD-ROLL", "possible rollover", "accept if plausible", .metering, 10),
        Row(
            "RD-HIGH", "above gate", "confirm by photo or re-read, leak letter, accept with reason",
            .billing, 3),
        Row("RD-LOW", "below gate", "check vacancy and meter, accept with reason", .billing, 10),
        Row("RD-ZERO", "zero on occupied", "check occupancy, meter test", .metering, 3),
        Row("RD-STOP", "register unchanged twice", "meter exchange order, estimate", .metering, 3),
        Row(
            "RD-DUP", "duplicate read, different value", "keep better source, void other",
            .metering, 3),
        Row("RD-DATE", "read outside period or future", "correct date or reject", .metering, 3),
        Row("RD-SERIAL", "serial not at premises", "find exchange, crossed meters", .metering, 3),
        Row(
            "RD-FORMAT", "read does not fit the dials or unit",
            "check digits and red digits, re-read", .metering, 3, source: "B3.3"),
        Row(
            "MX-NOREM", "exchange without removal read", "estimate removal, job query", .metering, 3
        ),
        Row(
            "MX-XMETER", "crossed meters between premises", "cancel both, swap, rebill both",
            .metering, 3),
        Row("REG-SWAP", "rate registers swapped", "swap mapping, rebill", .metering, 3),
        Row(
            "REG-SUM", "total register is not the sum of its rates", "check each register, re-read",
            .metering, 3, source: "B3.13"),
        Row(
            "RD-OLD", "not read for longer than the law allows", "order a read, access letter",
            .metering, 10, source: "B1.3"),
        Row("EST-RUN", "several estimates in a row", "special read, access letter", .metering, 3),
    ]

    private static let intervals: [Row] = [
        Row("IV-GAP", "missing intervals", "estimate", .metering, 3),
        Row("IV-SPIKE", "spike check", "estimate or accept", .metering, 3),
        Row("IV-SUM", "intervals against register", "find cause before billing", .metering, 3),
        Row("IV-DST", "wrong count on clock-change day", "fix feed mapping", .metering, 1),
        Row(
            "IV-DUP", "more intervals than the day has", "find the double, keep better source",
            .metering, 3, source: "B3.10"),
        Row(
            "IV-LIMIT", "step, demand or value outside its limit",
            "check meter and multiplier, accept with reason", .metering, 10, source: "B3.11"),
        Row(
            "EXPORT-ODD", "reverse energy where none is made",
            "check direction mapping and generation", .metering, 10, source: "B3.12"),
    ]

    private static let tariffs: [Row] = [
        Row("TF-NONE", "no tariff on date", "assign, backdate with approval", .tariff, 3),
        Row("TF-OVER", "overlapping tariff rows", "correct list", .tariff, 1),
        Row("TF-PRICE", "missing price or index", "load price, rerun", .tariff, 1),
        Row(
            "TF-RATE", "tariff lacks a figure it asks for, or a figure does not fit",
            "give the property or mend the book, rerun", .billing, 3, source: "C1.1"),
        Row("TF-WRONGCLASS", "tariff class does not fit property", "change, rebill", .tariff, 10),
        Row(
            "TX-CERT", "evidence for tax or concession missing or expired", "obtain or remove",
            .billing, 10),
    ]

    private static let bills: [Row] = [
        Row("BL-DUPSEG", "segment already exists", "cancel one", .billing, 3),
        Row("BL-GAP", "gap in billed periods", "bill the gap, within the limit", .billing, 3),
        Row("BL-LONG", "period over most days", "check, split", .billing, 3),
        Row(
            "BL-SHORT", "period under least days", "hold to next cycle or bill final", .billing, 10),
        Row("BL-BIGBILL", "total over limit", "review, call customer", .billing, 3),
        Row("BL-NEGBILL", "credit bill", "check true-up, refund rule", .billing, 10),
        Row("BL-BACK", "charge older than limit", "write off the part out of time", .billing, 3),
        Row("BL-MIN", "below print threshold", "carry forward, no bill", .billing, 10),
        Row(
            "BL-NOCYCLE", "supply point has no billing cycle", "put it in a cycle", .billing, 1,
            source: "D1.1"),
        Row(
            "BL-LATE", "cycle ended and no run billed it", "run its bills, find out why",
            .billing, 1, source: "D1.1"),
        Row(
            "BL-SUM", "lines do not add up to the bill", "raise an incident", .billing, 1,
            source: "D3.10"),
        Row(
            "BL-USE", "use billed is not the use stored",
            "void or correct what should not be billed, else raise an incident", .billing, 1,
            source: "A1.5"),
        Row(
            "MX-NOMETER", "nothing measures an occupied point", "find or fit the meter",
            .metering, 3, source: "B3.1"),
        Row(
            "MX-UNBILLED", "data stored of days on which its meter did not hang",
            "correct the meter's days, or void the data", .metering, 3, source: "B3.1"),
        Row("IF-REJ", "interface file rejected", "correct, resubmit, log", .billing, 1),
    ]

    private static let accounts: [Row] = [
        Row("AC-VACANT", "use on vacant premises", "occupier process", .retailData, 3),
        Row("AC-NOCUST", "no liable party", "occupier account", .retailData, 3),
        Row("AC-ADDR", "no or returned address", "trace, alternative channel", .serviceDesk, 10),
        Row(
            "AC-HOLD", "bill hold: dispute, legal, deceased", "owner clears, dated", .serviceDesk, 3
        ),
        Row(
            "AC-DOB", "duplicate account or overlap of tenancy", "merge, correct dates",
            .retailData, 3),
        Row(
            "PY-DDFAIL", "instruction not active at issue", "change due text, notify", .collections,
            10),
        Row(
            "PY-NEGDD", "amount negative or over agreed", "no collection, review", .collections, 10),
        Row(
            "PR-FORMAT", "accessible format requested, not producible", "manual production",
            .serviceDesk, 10),
        Row("PR-BOUNCE", "e-bill bounced", "re-send by post, fix contact", .serviceDesk, 10),
    ]
}
