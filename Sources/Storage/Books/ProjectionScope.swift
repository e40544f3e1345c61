/// Which rows somebody who asks the books must find written.
package enum ProjectionScope: Sendable, Hashable {
    /// Those of every page.
    case all
    /// None: facts and pages are all that is looked at.
    case none
    /// What the runs before this one left: all that a run may see of bills.
    case before(run: Int64)
    /// What a bill is shown with, by number or id: the rows of its premises and its account.
    case bill(String)
    /// Those of an account, by its code.
    case account(String)
}
