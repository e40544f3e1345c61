import Measures

extension NEMHeader {
    init(_ fields: inout NEMFields) throws(Rejection) {
        let text = try fields.text("version header")
        guard let version = Version(rawValue: text) else {
            throw fields.wrong(
                "version header", text, rule: "the version is NEM12 or NEM13",
                advice: "Look whether this is a NEM12 or NEM13 file.")
        }
        self.version = version
        created = try fields.time("created")
        from = try fields.text("from participant")
        to = try fields.text("to participant")
        isAssumed = false
        try fields.end(of: "100")
    }
}

extension NEMChannel {
    init(_ fields: inout NEMFields) throws(Rejection) {
        line = fields.line
        nmi = try fields.name("NMI", atMost: 20)
        configuration = try fields.text("NMI configuration")
        register = try fields.text("register id")
        suffix = try fields.name("NMI suffix", atMost: 4)
        dataStream = try fields.text("data stream id")
        meter = try fields.text("meter serial number")
        unit = try fields.unit("unit of measure")
        minutes = try NEMChannel.minutes(&fields)
        // Several networks leave out the last field with its comma.
        nextRead = fields.isDone ? nil : try fields.day("next scheduled read date")
        try fields.end(of: "200")
    }

    private static func minutes(_ fields: inout NEMFields) throws(Rejection) -> Int {
        let field = try fields.field("interval length")
        if let minutes = field.int, [5, 15, 30, 60].contains(minutes) { return minutes }
        throw fields.wrong(
            "interval length", field.shown,
            rule: "an interval has 5, 15, 30 or 60 minutes (A5.1)")
    }
}

extension NEMRegisterReading {
    init(_ fields: inout NEMFields) throws(Rejection) {
        line = fields.line
        nmi = try fields.name("NMI", atMost: 20)
        configuration = try fields.text("NMI configuration")
        register = try fields.text("register id")
        suffix = try fields.name("NMI suffix", atMost: 4)
        dataStream = try fields.text("data stream id")
        meter = try fields.text("meter serial number")
        direction = try NEMRegisterReading.direction(&fields)
        previous = try Read(&fields, "previous")
        current = try Read(&fields, "current")
        (quantity, quantityText) = try fields.quantity("quantity")
        unit = try fields.unit("unit of measure")
        nextRead = try fields.day("next scheduled read date")
        updated = try fields.time("update time")
        loaded = fields.isDone ? nil : try fields.time("load time")
        try fields.end(of: "250")
        try checkOrder(fields)
    }

    private static func direction(_ fields: inout NEMFields) throws(Rejection) -> Direction {
        let text = try fields.text("direction")
        if let direction = Direction(rawValue: text) { return direction }
        throw fields.wrong("direction", text, rule: "the direction is I or E")
    }

    private func checkOrder(_ fields: NEMFields) throws(Rejection) {
        guard previous.taken <= current.taken else {
            throw fields.wrong(
                "current register read time", current.takenText,
                rule: "the current read is not before the previous one")
        }
    }
}

extension NEMRegisterReading.Read {
    init(_ fields: inout NEMFields, _ which: String) throws(Rejection) {
        (value, text) = try fields.quantity("\(which) register read")
        let time = try fields.field("\(which) register read time")
        taken = try fields.time(time, "\(which) register read time")
        takenText = time.shown
        quality = try fields.quality("\(which) quality")
        guard quality.flag != .variable else {
            throw fields.wrong("\(which) quality", "V", rule: "V is for interval data only (B2.1)")
        }
        reason = try fields.reason()
    }
}
