import ArgumentParser
import Documents
import Ledger
import Measures
import Operations
import Storage

struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "The journal: balances, statements, proof, export.",
        subcommands: [Balance.self, Statement.self, Verify.self, Head.self, Export.self])

    struct Balance: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "balance",
            abstract: "The trial balance: every ledger account, adding up to zero.")
        @OptionGroup var options: InstallationOptions
        @Option(help: "At the end of this day; the business day unless given.")
        var on: Day?

        func run() throws {
            let (day, balances) = try options.open().read(rows: .none) { books in
                let day = try on ?? books.businessDay()
                return (day, try books.ledger.balances(on: day))
            }
            say(
                options.json
                    ? LedgerText.json(balances, day).text
                    : LedgerText.balance(balances, day))
        }
    }

    struct Statement: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "statement",
            abstract: "What was posted to an account, with the balance after each line.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The account's code.")
        var account: String
        @Option(help: "Up to and with this day; the business day unless given.")
        var on: Day?

        func run() throws {
            let (day, rows) = try options.open().read(rows: .account(account)) { books in
                guard let found = try books.customers.account(code: account) else {
                    throw Refusal("There is no account \(account).")
                }
                let day = try on ?? books.businessDay()
                return (day, try books.ledger.statement(ofAccount: found.id, through: day))
            }
            say(
                options.json
                    ? LedgerText.json(account, rows, day).text
                    : LedgerText.statement(account, rows, day))
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Prove the journal: each page follows the last, each row is its page's.")
        @OptionGroup var options: InstallationOptions
        @Flag(help: "The pages and the entries on them alone, without the tables of rows.")
        var pages = false
        @Option(
            help: """
                A head that was kept outside the books: the file with what `ledger head` said, as \
                text or JSON, or its digest. The books must still hold it.
                """, completion: .file())
        var head: String?

        func run() throws {
            let kept = try head.map(KeptHead.init)
            let bar = ProgressBar("Verifying")
            let verdict = try options.open().read(rows: .none) { books in
                let journal = VerifyJournal(books)
                return pages
                    ? try journal.pagesAlone(report: bar.report) : try journal(report: bar.report)
            }
            let lost = try kept.flatMap { kept in
                try options.open().read(rows: .none) { try kept.lost(in: $0) }
            }
            say(
                options.json
                    ? LedgerText.json(verdict, kept: kept, lost: lost).text
                    : LedgerText.verdict(verdict, kept: kept, lost: lost))
            if verdict.fault != nil || lost != nil { throw ExitCode(4) }
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write the journal for hledger, ledger or beancount.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "hledger, ledger or beancount.")
        var program: ExportJournal.Program
        @Option(
            name: .shortAndLong, help: "The file to write; standard output unless given, or for -.")
        var output: String?

        func run() throws {
            guard let output, output != "-" else {
                _ = try export(to: Output.stream)
                return
            }
            let count = try WholeFile.write(to: output) { try export(to: $0.write) }
            let answer: JSONValue = ["entries": .count(count), "file": .string(output)]
            say(
                options.json
                    ? answer.text
                    : "Wrote \(counted(count, "entry", plural: "entries")) to \(output.shown).")
        }

        private func export(to write: ([UInt8]) throws -> Void) throws -> Int {
            try options.open().read { try ExportJournal($0)(for: program, write: write) }
        }
    }
}

extension ExportJournal.Program: ExpressibleByArgument {}

/// The ledger told in the terminal and as JSON.
enum LedgerText {
    static func balance(
        _ balances: [(account: LedgerAccount, amount: Money)], _ day: Day
    ) -> String {
        guard !balances.isEmpty else { return "Nothing is posted up to \(day)." }
        var table = Table([.text("Ledger account"), .number("Debit"), .number("Credit")])
        var sums: [Currency: Int64] = [:]
        for (account, amount) in balances {
            sums[amount.currency, default: 0] += amount.minorUnits
            let isDebit = amount.minorUnits >= 0
            table.add([
                account.rawValue, isDebit ? amount.forPeople : "",
                isDebit ? "" : (-amount).forPeople,
            ])
        }
        let zeros = sums.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { Money(minorUnits: $0.value, currency: $0.key).forPeople }
        return "Trial balance on \(day)\n\n" + table.text()
            + "The sum of all postings is \(zeros.joined(separator: " and ")).\n"
    }

    static func statement(_ account: String, _ rows: [StatementRow], _ day: Day) -> String {
        var table = Table([
            .text("Day"), .text("Reference"), .number("Amount"), .number("Balance"),
        ])
        var balances: [Currency: Money] = [:]
        for row in rows {
            let currency = row.amount.currency
            let balance = balances[currency, default: .zero(currency)] + row.amount
            balances[currency] = balance
            table.add([
                "\(row.day)", row.reference, row.amount.forPeople, balance.forPeople,
            ])
        }
        guard !rows.isEmpty else { return "Nothing was posted to \(account) up to \(day)." }
        return "Statement of account \(account) on \(day)\n\n" + table.text()
    }

    static func verdict(
        _ verdict: VerifyJournal.Verdict, kept: KeptHead?, lost: HeadLost?
    ) -> String {
        guard kept != nil else { return self.verdict(verdict) }
        let answer = lost.map { "The books do NOT hold the head that was kept.\n\($0.description)" }
        return self.verdict(verdict) + "\n" + (answer ?? "The head that was kept is in it.")
    }

    static func verdict(_ verdict: VerifyJournal.Verdict) -> String {
        if let fault = verdict.fault { return "The journal does NOT hold.\n" + fault.description }
        let sums = verdict.trialBalance.sorted { $0.key < $1.key }
            .map { RunText.money($0.value, $0.key) }.joined(separator: ", ")
        return """
            The journal holds.
            Pages that follow each other: \(counted(verdict.pages)).
            As their pages say: \(counted(verdict.bills, "bill")), \
            \(counted(verdict.entries, "entry", plural: "entries")) with \
            \(counted(verdict.postings, "posting")).
            Trial balance: \(sums.isEmpty ? "no postings" : sums).
            Last page: \(verdict.head)
            """
    }

    static func json(
        _ balances: [(account: LedgerAccount, amount: Money)], _ day: Day
    ) -> JSONValue {
        ["on": .day(day), "balances": json(balances)]
    }

    private static func json(_ balances: [(account: LedgerAccount, amount: Money)]) -> JSONValue {
        .array(
            balances.map {
                [
                    "account": .string($0.account.rawValue),
                    "currency": .string($0.amount.currency.rawValue),
                    "amount": .int($0.amount.minorUnits),
                ]
            })
    }

    static func json(_ account: String, _ rows: [StatementRow], _ day: Day) -> JSONValue {
        [
            "account": .string(account), "on": .day(day),
            "postings": .array(
                rows.map { row in
                    [
                        "day": .day(row.day), "reference": .string(row.reference),
                        "currency": .string(row.amount.currency.rawValue),
                        "amount": .int(row.amount.minorUnits),
                        "bill_id": row.billID.map { .int($0) } ?? .null,
                    ]
                }),
        ]
    }

    static func json(
        _ verdict: VerifyJournal.Verdict, kept: KeptHead?, lost: HeadLost?
    ) -> JSONValue {
        guard kept != nil, case .object(var fields) = json(verdict) else { return json(verdict) }
        fields.append(JSONValue.Member("holds_head", .bool(lost == nil)))
        fields.append(JSONValue.Member("head_fault", .optional(lost?.description)))
        return .object(fields)
    }

    static func json(_ verdict: VerifyJournal.Verdict) -> JSONValue {
        [
            "holds": .bool(verdict.fault == nil), "pages": .count(verdict.pages),
            "bills": .count(verdict.bills), "entries": .count(verdict.entries),
            "postings": .count(verdict.postings), "balances": json(verdict.balances),
            "head": .string(verdict.head.description),
            "fault": .optional(verdict.fault.map(\.description)),
        ]
    }
}
