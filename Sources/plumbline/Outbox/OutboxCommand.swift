import ArgumentParser
import Measures
import Operations
import Outbox
import Wording

struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "What goes out: what waits, what was sent, and what a person must decide.",
        subcommands: [
            List.self, Show.self, Send.self, Decide.self, Hold.self, LetGo.self, Withdraw.self,
            Again.self, Report.self, Erase.self,
        ])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "How many messages are in each state, and the last ones."
        )
        @OptionGroup var options: InstallationOptions
        @Option(help: "waiting, sending, sent, failed, unknown, held or withdrawn.")
        var state: MessageState?
        @Option(help: "At most so many.")
        var last = 50

        func run() throws {
            options.say(
                OutboxText.listed(try ShowOutbox(options.open()).list(in: state, last: last)))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One message and everything that became of it.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "Its number or key.")
        var message: String

        func run() throws {
            options.say(OutboxText.shown(try ShowOutbox(options.open()).show(message)))
        }
    }

    struct Send: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "send",
            abstract: "Send what is due, by the ways that outbox.conf names.",
            discussion: """
                Any number of senders may do so side by side. SIGTERM and SIGINT let a sender finish \
                the message in hand. Ends with 3 where a message failed or is unknown, with 75 where \
                a way is closed: its messages keep waiting.
                """)
        @OptionGroup var options: InstallationOptions
        @Flag(help: "Stay, and send what becomes due.")
        var watch = false
        @Option(
            help: "Seconds without a sign of life after which others judge what it has in hand.")
        var lease: Int?
        @Flag(help: "Say what is there, and send nothing.")
        var dryRun = false

        func run() throws {
            let door = try options.open()
            let settings = try OutboxSettings(of: door)
            guard settings.hasWay else {
                throw Refusal(SendingText.noWay)
            }
            if dryRun {
                return options.say(
                    OutboxText.listed(try ShowOutbox(door).list(in: .waiting, last: 50)))
            }
            let signals = CancellationSignals()
            let tally = try SendOutbox(door, settings, leaseSeconds: lease)(
                watching: watch, until: signals.cancellation
            ) { note("outbox: \(SendingText.text($0))") }
            options.say(SendingText.done(tally))
            if !tally.closed.isEmpty { throw ExitCode(75) }
            if !tally.isClean { throw ExitCode(3) }
        }
    }

    struct Decide: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decide",
            abstract: "Decide on a message of which nobody knows whether it was taken.")
        @OptionGroup var act: MessageActOptions
        @Argument(
            help: "was-sent: the receiver has it. send-again: it has not. give-up: let it be.")
        var decision: UnknownDecision

        func run() throws {
            try act.say(
                act.perform(DecideMessage(act.message, decision)))
        }
    }
}

/// What every act on a message takes.
struct MessageActOptions: ParsableArguments {
    @OptionGroup var options: InstallationOptions
    @OptionGroup var dryRun: DryRunOption
    @Argument(help: "The message, by number or key.")
    var message: String
    @Option(help: "Why.")
    var reason: String

    func perform<A: Act>(_ act: A) throws -> A.Answer {
        try options.open().perform(act, now: Terms(because: reason, isDryRun: dryRun.isSet))
    }

    func say(_ moved: MovedMessage) {
        options.say(OutboxText.moved(moved, isDryRun: dryRun.isSet))
    }
}

extension MessageState: ExpressibleByArgument {}
extension UnknownDecision: ExpressibleByArgument {}
extension DeliveryReport: ExpressibleByArgument {}
