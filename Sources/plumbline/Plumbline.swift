import ArgumentParser

/// The front door: every journey, by noun.
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
            WorkerCommand.self,
            RatePartitionCommand.self,
        ])
}
