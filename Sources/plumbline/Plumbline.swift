import ArgumentParser
import CMemory
import Operations
import Wording

/// The command line: every operation, by noun.
@main
struct Plumbline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plumbline",
        abstract: "Utility billing, meter to cash: readings in, right bills out, exactly once.",
        version: "0.1.0",
        subcommands: [
            InitCommand.self, DayCommand.self, ImportCommand.self, ReadingsCommand.self,
            RunCommand.self, BillCommand.self, TrackerCommand.self, ExceptionsCommand.self,
            LedgerCommand.self, BackupCommand.self, RestoreCommand.self, DoctorCommand.self,
            MigrateDataCommand.self, DemoCommand.self, TariffCommand.self, LettersCommand.self,
            OutboxCommand.self, JobsCommand.self, WorkerCommand.self, PartyCommand.self,
            AccountCommand.self,
            PeopleCommand.self,
            ProposalCommand.self,
            RatePartitionCommand.self,
        ])

    /// Ends with 75, as the manual of `sysexits` has it, where the same command may well succeed
    /// later: a script can tell that from a refusal.
    static func main() async {
        Output.start()
        keepMemory()
        DatabaseWait.say { note($0) }
        do {
            var command = try parseAsRoot()
            if var journey = command as? any AsyncParsableCommand {
                try await journey.run()
            } else {
                try command.run()
            }
        } catch  where ((error as? FileFailed)?.reason ?? error).mayPassLater {
            note("Error: \(error)")
            Output.end(75)
        } catch  where ((error as? FileFailed)?.reason ?? error).meansDamage {
            note("Error: \(error)")
            Output.end(4)
        } catch let left as WorkCancelled {
            note("\(left)")
            CancellationSignals.end()
        } catch {
            end(error)
        }
        Output.end(0)
    }

    /// Says what was wrong, or the help that was asked for.
    private static func end(_ error: any Error) -> Never {
        let (text, code) = (fullMessage(for: error), exitCode(for: error))
        if !text.isEmpty { code.isSuccess ? say(text) : note(text) }
        Output.end(code.rawValue)
    }

    /// Pages of the journal come and go by the hundred, each some hundred kB: memory that is given
    /// back to the system between two of them has to be cleared by it again.
    private static func keepMemory() {
        mallopt(M_MMAP_THRESHOLD, 32 << 20)
        mallopt(M_TRIM_THRESHOLD, 128 << 20)
        mallopt(M_TOP_PAD, 1 << 20)
    }
}
