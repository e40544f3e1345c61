import ArgumentParser
import Measures
import Operations
import Wording

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
            let (day, balances) = try ShowLedger(options.open()).trialBalance(on: on)
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
            let (day, rows) = try ShowLedger(options.open()).statement(of: account, on: on)
            say(
                options.json
                    ? LedgerText.json(account, rows: rows, on: day).text
                    : LedgerText.statement(account, rows: rows, on: day))
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
            let verdict = try VerifyJournal.verdict(
                of: options.open(), pagesAlone: pages, report: bar.report)
            let lost = try kept.flatMap { try $0.lost(in: options.open()) }
            say(
                options.json
                    ? LedgerText.json(verdict, hasKept: kept != nil, lost: lost).text
                    : LedgerText.verdict(verdict, hasKept: kept != nil, lost: lost))
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
            let door = try options.open()
            guard let output, output != "-" else {
                _ = try ExportJournal.write(door, for: program, to: Output.stream)
                return
            }
            let count = try ExportJournal.write(door, for: program, toFile: output)
            options.say(LedgerText.exported(count, to: output))
        }
    }
}

extension ExportJournal.Program: ExpressibleByArgument {}
