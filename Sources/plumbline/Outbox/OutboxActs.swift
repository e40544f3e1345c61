import ArgumentParser
import Operations
import Outbox
import Wording

extension OutboxCommand {
    struct Hold: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold", abstract: "Stop a message until it is let go.")
        @OptionGroup var act: MessageActOptions

        func run() throws {
            try act.say(
                act.perform(HoldMessage(act.message)))
        }
    }

    struct LetGo: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "let-go", abstract: "Let a message go that was held.")
        @OptionGroup var act: MessageActOptions

        func run() throws {
            try act.say(
                act.perform(LetMessageGo(act.message)))
        }
    }

    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "Take a message back for good.")
        @OptionGroup var act: MessageActOptions

        func run() throws {
            try act.say(
                act.perform(WithdrawMessage(act.message)))
        }
    }

    struct Again: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "again", abstract: "Have a message sent again that failed.")
        @OptionGroup var act: MessageActOptions

        func run() throws {
            try act.say(
                act.perform(SendMessageAgain(act.message)))
        }
    }

    struct Report: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "report",
            abstract: "Take in what came back behind a message: delivered, bounced, complained.")
        @OptionGroup var act: MessageActOptions
        @Argument(help: "delivered, bounced (it can be sent again then) or complained.")
        var report: DeliveryReport

        func run() throws {
            try act.say(
                act.perform(ReportDelivery(act.message, report)))
        }
    }

    struct Erase: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "erase", abstract: "Erase whom a message was for and what it said.")
        @OptionGroup var act: MessageActOptions

        func run() throws {
            let erased = try act.perform(EraseMessage(act.message))
            act.options.say(OutboxText.erased(erased, isDryRun: act.dryRun.isSet))
        }
    }
}
