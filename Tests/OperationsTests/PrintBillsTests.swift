import Billing
import Customers
import Documents
import Foundation
import Measures
import Operations
import Storage
import Testing

@Suite("Bills printed together")
struct PrintBillsTests {
    @Test("are, each, the bill printed alone, whatever came after it", arguments: [1, 3])
    func alone(run: Int64) async throws {
        let town = try await SampleTown()
        let folder = town.folder + "/bills"
        let print = PrintBills(Door(town.installation, as: "tester"), workers: 2)
        let printed = try await print(run: run, into: folder)
        let issues = try town.installation.read { try $0.bills.issuedBills(ofRun: run, last: .max) }
        #expect(printed.files == issues.count && issues.count > 50)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == issues.count)
        for issue in issues {
            let file = URL(fileURLWithPath: "\(folder)/\(issue.reference).pdf")
            let alone = try print.bill(issue.reference).bytes
            #expect(try Array(Data(contentsOf: file)) == alone, "\(issue.reference)")
        }
    }

    @Test("show no use after their own period: printed later they are the same")
    func useUpToTheBill() async throws {
        let town = try await SampleTown()
        let (id, segment, _) = try town.sampleBill(followed: true)
        let document = try Self.document(id, town)
        #expect(document.usage.map(\.bars.count) == [2])
        let later = try town.installation.read { books in
            try books.bills.billedUse(ofRegisters: [segment.readings[0].registerID])
        }
        #expect(later[segment.readings[0].registerID]?.count == 3)
    }

    @Test(
        "go to the party's postal address, and where there is none to the premises",
        arguments: [
            ("PO Box 1, Sometown, ZZ1 1ZZ", ["PO Box 1", "Sometown", "ZZ1 1ZZ"]),
            ("PO Box 1", ["PO Box 1"]), ("1 Sample Street", ["1 Sample Street"]), (nil, nil),
            ("", nil), (" , ", nil),
        ] as [(String?, [String]?)])
    func postalAddress(given: String?, expected: [String]?) async throws {
        let town = try await SampleTown()
        let (id, _, _) = try town.sampleBill()
        try town.learn { books, event in
            let bill = try #require(try books.bills.bill(id))
            let account = try #require(try books.customers.account(bill.accountID))
            let known = try #require(try books.customers.party(account.partyID))
            return try books.customers.put(
                Party(
                    id: known.id, code: known.code, name: known.name, email: known.email,
                    language: known.language, isOrganisation: known.isOrganisation,
                    phone: known.phone, postalAddress: given), event: event)
        }
        let customer = try Self.document(id, town).customer
        #expect(!customer.supplyAddress.isEmpty)
        #expect(customer.postalAddress == expected ?? customer.supplyAddress)
    }

    private static func document(_ id: Int64, _ town: SampleTown) throws -> BillDocument {
        try town.installation.read { books in
            try BillDocument(try ExplainedBill(books, "\(id)"), books)
        }
    }
}
