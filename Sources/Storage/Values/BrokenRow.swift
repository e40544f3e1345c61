/// A row that breaks a rule the tables' constraints should have enforced.
package struct BrokenRow: Error, Hashable, Sendable {
    package let what: String
}
