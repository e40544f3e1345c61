import Customers
import Foundation
import Measures
import Metering
import Supply

@testable import Storage

/// A folder of its own for a test; it goes when the value goes.
final class ScratchFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "plumbline-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }
}

func day(_ text: String) -> Day { Day(text)! }

let clock = Clock.fixed(Instant(seconds: 1_750_000_000))

extension Books {
    func begin(_ action: String = "test", on text: String? = nil) throws -> Int64 {
        try events.record(EventDraft(action, of: "a test", by: "tester", on: text.map(day)))
    }

    /// A scheme, premises and a water supply point, all with number 1.
    func addPlace(event: Int64) throws {
        _ = try supply.put(
            Scheme(
                code: "S1", name: "Scheme", jurisdiction: "GB", currency: .gbp,
                zone: "Europe/London"), event: event)
        _ = try supply.put(
            Premises(id: 1, code: "P1", scheme: "S1", address: "1 Road", postcode: "AA1 1AA"),
            event: event)
        _ = try supply.put(
            SupplyPoint(
                id: 1, code: "W1", premisesID: 1, commodity: .water, cycle: .quarterlyMarch),
            event: event)
        try numbers.settle(.premises)
        try numbers.settle(.supplyPoint)
    }
}

extension Books {
    /// A water register of supply point 1.
    func addRegister(_ id: Int64, event: Int64) throws {
        let register = try Register(
            id: id, meterSerial: "M\(id)", usage: UsageCode("m3"), unit: Unit("m3"),
            dial: Dial(dials: 6), installed: day("2023-12-31"))
        _ = try meters.put(
            InstalledRegister(register: register, supplyPointID: 1, code: "1"), event: event)
        try numbers.settle(.register)
    }
}
