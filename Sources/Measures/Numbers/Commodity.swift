/// What is supplied.
package enum Commodity: String, Sendable, Hashable, CaseIterable {
    case water, gas, electricity, heat
}
