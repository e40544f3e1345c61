import Measures
import Tariffs

extension BookOfRate {
    /// Prices on what no load in kW tells: a run asks for it, and bills nothing without it.
    mutating func addOthers() {
        if let reactive = rate.reactive {
            addPrice("REACTIVE", reactive, unit: "USD/kVAr")
            addAsked(
                "REACTIVE", input: "reactive_kVAr", unit: Unit("kVAr"),
                label: "{quantity} kVAr, reactive power")
        }
        for (index, price) in rate.coincident {
            let code = "COINCIDENT\(index + 1)"
            addPrice(code, price, unit: "USD/kW")
            addAsked(
                code, input: "coincident_kW\(index + 1)", unit: .kW,
                label: "{quantity} kW at the utility's peak, period \(index + 1)")
        }
        addFuel()
    }

    private mutating func addAsked(
        _ code: String, input: String, unit: Unit?, label: String
    ) {
        book.inputs.append(TariffBook.Input(input, .number, unit: unit))
        add(
            TariffBook.Charge(code, .unit(quantity: input, price: code)),
            account: "revenue.demand.other",
            label: label)
    }

    /// An amount per kWh, by the months that have the same.
    private mutating func addFuel() {
        for (index, amount) in Set(rate.fuel.filter { !$0.isZero }).sorted().enumerated() {
            let code = "FUEL\(index + 1)"
            let months = (1...12).filter { rate.fuel[$0 - 1] == amount }
            addPrice(code, amount, unit: "USD/kWh")
            let kWh = energyPeriods.map(usage).joined(separator: " + ")
            var charge = TariffBook.Charge(code, .unit(quantity: kWh, price: code))
            charge.when = months.count == 12 ? nil : BookOfRate.condition(months)
            add(charge, account: "revenue.energy.fuel", label: "{quantity} kWh, fuel adjustment")
        }
    }
}

extension URDBRate {
    /// Some charge is on the highest kW.
    var hasDemand: Bool { demand != nil || !flatMonths.isEmpty }
}
