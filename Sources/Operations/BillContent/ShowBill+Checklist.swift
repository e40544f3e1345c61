import Storage

extension ShowBill {
    /// What the law makes it show, and whether it does.
    package func checklist(_ bill: String) throws -> BillChecklist {
        try door.read(.readAccounts, rows: .bill(bill)) { try BillChecklist($0, bill) }
    }
}
