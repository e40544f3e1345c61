/// A row that our own constraints should have kept out.
package struct BrokenRow: Error, Hashable, Sendable {
    package let what: String
}
