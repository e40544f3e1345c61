import ArgumentParser
import Operations
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
            let list = try ShowBill(options.open()).checklist(bill)
            say(options.json ? ContentText.json(list).text : ContentText.bill(list))
        }
    }
}
