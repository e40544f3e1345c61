import ArgumentParser
import Jobs
import Operations
import Wording

struct JobsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs",
        abstract: "What the program does by itself at its times, and what became of each.",
        subcommands: [List.self, Show.self, Tasks.self, Set.self, Run.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "All jobs with their next and last times.")
        @OptionGroup var options: InstallationOptions

        func run() throws { options.say(JobText.list(try ShowJobs(options.open()).all())) }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One job, and its last times.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The name of the job.")
        var name: String
        @Option(help: "At most so many times.")
        var last = 20

        func run() throws {
            let found = try ShowJobs(options.open()).one(name, last: last)
            options.say(JobText.one(found.job, found.firings))
        }
    }

    struct Tasks: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "tasks", abstract: "What a job can do.")
        @Flag(help: "Print JSON instead of text.")
        var json = false

        func run() throws { plumbline.say(json ? JobText.tasks().json.text : JobText.tasks().text) }
    }

    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Set up a job, or change one.",
            discussion: """
                A schedule is days and times of the wall clock: "daily 02:00", "mon,thu 03:30", \
                "monthly 1 04:00", "monthly last 23:30", "every 15 min 06:00-22:00". After them: \
                working-days; skipped=never where a time that the clock leaves out in spring is not \
                made good; repeated=twice where a time that it shows twice in autumn counts twice.
                """)
        @OptionGroup var act: ActOptions
        @Argument(help: "Its name: small letters, digits and hyphens.")
        var name: String
        @Option(help: "What it does. See: plumbline jobs tasks")
        var task: String
        @Option(help: "When, such as \"daily 02:00\".")
        var schedule: String
        @Option(help: "The zone of its times.")
        var zone: String
        @Option(help: "What the task needs to be told.")
        var argument = ""
        @Option(help: "Times at which nobody was there: skip, last or each.")
        var missed = Job.Missed.last
        @Option(help: "Minutes after its time in which a start is not late.")
        var window = 60
        @Option(help: "How often it is tried again.")
        var retries = 2
        @Option(help: "Minutes between tries.")
        var pause = 5
        @Option(help: "A job that has to end well before it; may be repeated.")
        var after: [String] = []
        @Option(help: "Who answers for it.")
        var owner = ""
        @Option(help: "Who is told when it fails: an e-mail address gets a mail.")
        var onCall = ""
        @Flag(help: "It is kept, and not done.")
        var off = false

        func run() throws {
            let job = Job(
                name: name, task: task, argument: argument, schedule: schedule, zone: zone,
                missed: missed, window: window, retries: retries, pause: pause,
                predecessors: after, owner: owner, onCall: onCall, isOn: !off)
            try act.perform(SetJob(job), saying: "The job \(name) is set up.")
        }
    }

    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run",
            abstract: "Do what is due; with --watch go on until stopped.",
            discussion: """
                Any number of processes may run side by side, on several machines where the books \
                are in PostgreSQL: each time of a job is done once. One that is killed is made good \
                by another, or when it is started again.
                """)
        @OptionGroup var options: InstallationOptions
        @Flag(help: "Go on, and do what becomes due, until stopped.")
        var watch = false
        @Option(help: "Seconds without a sign of life after which others take over.")
        var lease = 60

        func validate() throws {
            guard (1...RunJobs.longestLease).contains(lease) else {
                throw ValidationError("A lease has from 1 to \(RunJobs.longestLease) seconds.")
            }
        }

        func run() throws {
            let signals = CancellationSignals()
            let jobs = try RunJobs(options.open(), leaseSeconds: lease)
            try jobs(watching: watch, until: signals.cancellation) {
                note("jobs: \(JobText.news($0))")
            }
        }
    }
}

extension Job.Missed: ExpressibleByArgument {}
