import ArgumentParser
import Operations
import Storage
import Wording

extension BillCommand {
    struct Checklist: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checklist",
            abstract: "What the law makes a bill show, and whether it does.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The bill's number or id.")
        var bill: String

        func run() throws {
            let list = try options.open().read(rows: .bill(bill)) { try BillChecklist($0, bill) }
            say(options.json ? ContentText.json(list).text : ContentText.bill(list))
        }
    }
}
