/// Which rows derived from pages must be written before a query or a change looks at the books.
package enum ProjectionScope: Sendable, Hashable {
    /// The rows of all pages.
    case all
    /// None: only facts and pages are read.
    case none
    /// The rows of earlier runs, which a run reads earlier bills from.
    case before(run: Int64)
    /// The rows a bill is shown with, given by number or id: those of its premises and its account.
    case bill(String)
    /// The rows of an account, given by its code.
    case account(String)
}
