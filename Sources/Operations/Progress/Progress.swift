/// How far a long piece of work has come. The edge shows it; work only reports it.
package struct Progress: Sendable, Hashable {
    /// What is being counted: `supply points`, `bytes`.
    package let unit: String
    package let done: Int
    package let total: Int

    package init(_ done: Int, of total: Int, _ unit: String) {
        self.unit = unit
        self.done = done
        self.total = total
    }

    package typealias Report = @Sendable (Progress) -> Void
}
