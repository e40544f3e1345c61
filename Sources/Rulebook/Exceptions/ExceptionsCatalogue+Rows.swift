extension ExceptionsCatalogue {
    /// Code, meaning, usual resolution, owner, working days to resolve (10: a warning).
    static let rows: [Row] = readings + intervals + tariffs + bills + accounts

    private static let readings: [Row] = [
        Row(
            "RD-MISSING", meaning: "no read in window", resolution: "retry, order read, estimate",
            owner: .metering, days: 3),
        Row(
            "RD-NEG", meaning: "end below start, not rollover",
            resolution: "check serial and digits, re-read, correct",
            owner: .metering, days: 3),
        Row(
            "RD-ROLL", meaning: "possible rollover", resolution: "accept if plausible",
            owner: .metering, days: 10),
        Row(
            "RD-HIGH", meaning: "above gate",
            resolution: "confirm by photo or re-read, leak letter, accept with reason",
            owner: .billing, days: 3),
        Row(
            "RD-LOW", meaning: "below gate",
            resolution: "check vacancy and meter, accept with reason", owner: .billing, days: 10),
        Row(
            "RD-ZERO", meaning: "zero on occupied", resolution: "check occupancy, meter test",
            owner: .metering, days: 3),
        Row(
            "RD-STOP", meaning: "register unchanged twice",
            resolution: "meter exchange order, estimate", owner: .metering, days: 3),
        Row(
            "RD-DUP", meaning: "duplicate read, different value",
            resolution: "keep better source, void other",
            owner: .metering, days: 3),
        Row(
            "RD-DATE", meaning: "read outside period or future",
            resolution: "correct date or reject", owner: .metering, days: 3),
        Row(
            "RD-SERIAL", meaning: "serial not at premises",
            resolution: "find exchange, crossed meters", owner: .metering, days: 3),
        Row(
            "RD-FORMAT", meaning: "read does not fit the dials or unit",
            resolution: "check digits and red digits, re-read", owner: .metering, days: 3,
            source: "B3.3"),
        Row(
            "MX-NOREM", meaning: "exchange without removal read",
            resolution: "estimate removal, job query", owner: .metering, days: 3
        ),
        Row(
            "MX-XMETER", meaning: "crossed meters between premises",
            resolution: "cancel both, swap, rebill both",
            owner: .metering, days: 3),
        Row(
            "REG-SWAP", meaning: "rate registers swapped", resolution: "swap mapping, rebill",
            owner: .metering, days: 3),
        Row(
            "REG-SUM", meaning: "total register is not the sum of its rates",
            resolution: "check each register, re-read",
            owner: .metering, days: 3, source: "B3.13"),
        Row(
            "RD-OLD", meaning: "not read for longer than the law allows",
            resolution: "order a read, access letter",
            owner: .metering, days: 10, source: "B1.3"),
        Row(
            "EST-RUN", meaning: "several estimates in a row",
            resolution: "special read, access letter", owner: .metering, days: 3),
    ]

    private static let intervals: [Row] = [
        Row(
            "IV-GAP", meaning: "missing intervals", resolution: "estimate", owner: .metering,
            days: 3),
        Row(
            "IV-SPIKE", meaning: "spike check", resolution: "estimate or accept", owner: .metering,
            days: 3),
        Row(
            "IV-SUM", meaning: "intervals against register",
            resolution: "find cause before billing", owner: .metering, days: 3),
        Row(
            "IV-DST", meaning: "wrong count on clock-change day", resolution: "fix feed mapping",
            owner: .metering, days: 1),
        Row(
            "IV-DUP", meaning: "more intervals than the day has",
            resolution: "find the double, keep better source",
            owner: .metering, days: 3, source: "B3.10"),
        Row(
            "IV-LIMIT", meaning: "step, demand or value outside its limit",
            resolution: "check meter and multiplier, accept with reason", owner: .metering,
            days: 10, source: "B3.11"),
        Row(
            "EXPORT-ODD", meaning: "reverse energy where none is made",
            resolution: "check direction mapping and generation", owner: .metering, days: 10,
            source: "B3.12"),
    ]

    private static let tariffs: [Row] = [
        Row(
            "TF-NONE", meaning: "no tariff on date", resolution: "assign, backdate with approval",
            owner: .tariff, days: 3),
        Row(
            "TF-OVER", meaning: "overlapping tariff rows", resolution: "correct list",
            owner: .tariff, days: 1),
        Row(
            "TF-PRICE", meaning: "missing price or index", resolution: "load price, rerun",
            owner: .tariff, days: 1),
        Row(
            "TF-RATE", meaning: "tariff lacks a figure it asks for, or a figure does not fit",
            resolution: "give the property or mend the book, rerun", owner: .billing, days: 3,
            source: "C1.1"),
        Row(
            "TF-WRONGCLASS", meaning: "tariff class does not fit property",
            resolution: "change, rebill", owner: .tariff, days: 10),
        Row(
            "TX-CERT", meaning: "evidence for tax or concession missing or expired",
            resolution: "obtain or remove",
            owner: .billing, days: 10),
    ]

    private static let bills: [Row] = [
        Row(
            "BL-DUPSEG", meaning: "segment already exists", resolution: "cancel one",
            owner: .billing, days: 3),
        Row(
            "BL-GAP", meaning: "gap in billed periods",
            resolution: "bill the gap, within the limit", owner: .billing, days: 3),
        Row(
            "BL-LONG", meaning: "period over most days", resolution: "check, split",
            owner: .billing, days: 3),
        Row(
            "BL-SHORT", meaning: "period under least days",
            resolution: "hold to next cycle or bill final", owner: .billing, days: 10),
        Row(
            "BL-BIGBILL", meaning: "total over limit", resolution: "review, call customer",
            owner: .billing, days: 3),
        Row(
            "BL-NEGBILL", meaning: "credit bill", resolution: "check true-up, refund rule",
            owner: .billing, days: 10),
        Row(
            "BL-BACK", meaning: "charge older than limit",
            resolution: "write off the part out of time", owner: .billing, days: 3),
        Row(
            "BL-MIN", meaning: "below print threshold", resolution: "carry forward, no bill",
            owner: .billing, days: 10),
        Row(
            "BL-NOCYCLE", meaning: "supply point has no billing cycle",
            resolution: "put it in a cycle", owner: .billing, days: 1,
            source: "D1.1"),
        Row(
            "BL-LATE", meaning: "cycle ended and no run billed it",
            resolution: "run its bills, find out why",
            owner: .billing, days: 1, source: "D1.1"),
        Row(
            "BL-SUM", meaning: "lines do not add up to the bill", resolution: "raise an incident",
            owner: .billing, days: 1,
            source: "D3.10"),
        Row(
            "BL-USE", meaning: "use billed is not the use stored",
            resolution: "void or correct what should not be billed, else raise an incident",
            owner: .billing, days: 1, source: "A1.5"),
        Row(
            "MX-NOMETER", meaning: "nothing measures an occupied point",
            resolution: "find or fit the meter",
            owner: .metering, days: 3, source: "B3.1"),
        Row(
            "MX-UNBILLED", meaning: "data stored of days on which its meter did not hang",
            resolution: "correct the meter's days, or void the data", owner: .metering, days: 3,
            source: "B3.1"),
        Row(
            "IF-REJ", meaning: "interface file rejected", resolution: "correct, resubmit, log",
            owner: .billing, days: 1),
    ]

    private static let accounts: [Row] = [
        Row(
            "AC-VACANT", meaning: "use on vacant premises", resolution: "occupier process",
            owner: .retailData, days: 3),
        Row(
            "AC-NOCUST", meaning: "no liable party", resolution: "occupier account",
            owner: .retailData, days: 3),
        Row(
            "AC-ADDR", meaning: "no or returned address", resolution: "trace, alternative channel",
            owner: .serviceDesk, days: 10),
        Row(
            "AC-HOLD", meaning: "bill hold: dispute, legal, deceased",
            resolution: "owner clears, dated", owner: .serviceDesk, days: 3
        ),
        Row(
            "AC-DOB", meaning: "duplicate account or overlap of tenancy",
            resolution: "merge, correct dates",
            owner: .retailData, days: 3),
        Row(
            "PY-DDFAIL", meaning: "instruction not active at issue",
            resolution: "change due text, notify", owner: .collections,
            days: 10),
        Row(
            "PY-NEGDD", meaning: "amount negative or over agreed",
            resolution: "no collection, review", owner: .collections, days: 10),
        Row(
            "PR-FORMAT", meaning: "accessible format requested, not producible",
            resolution: "manual production",
            owner: .serviceDesk, days: 10),
        Row(
            "PR-BOUNCE", meaning: "e-bill bounced", resolution: "re-send by post, fix contact",
            owner: .serviceDesk, days: 10),
    ]
}
