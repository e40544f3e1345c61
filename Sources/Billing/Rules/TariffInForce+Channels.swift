extension TariffInForce {
    /// The usage that a band of a channel goes to: `peak` for kWh, `export_peak` for another,
    /// or nil where the tariff does not price it.
    func usage(_ channel: String, _ band: String) -> String? {
        let own = channel + "_" + band
        if plan.usageSlot(own) != nil { return own }
        return channel == "kWh" && plan.usageSlot(band) != nil ? band : nil
    }
}
