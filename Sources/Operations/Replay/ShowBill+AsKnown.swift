package import Measures
import Storage

extension ShowBill {
    /// What it would be with the knowledge at the end of a day.
    package func asKnown(_ bill: String, on day: Day) throws -> BillAsKnown {
        try door.read(.readAccounts) { try BillAsKnown($0, bill, on: day) }
    }
}
