import ArgumentParser
import Operations
import Wording

/// What every command takes that does one act: whose it is, why, and whether it is only tried.
struct ActOptions: ParsableArguments {
    @OptionGroup var options: InstallationOptions
    @OptionGroup var dryRun: DryRunOption
    @Option(help: "Why.")
    var reason = ""

    private var terms: Terms { Terms(because: reason, isDryRun: dryRun.isSet) }

    /// Does the act and says what was done, or that it waits for a second person.
    func perform(_ act: some Act, saying text: String) throws {
        say(text, try options.open().perform(act, terms).waits)
    }

    /// The same, with a new key written to a file, which goes again where the act is refused.
    func perform(
        _ file: String, _ act: (Secret) -> some Act, saying text: String
    ) throws {
        let (door, secret) = (try options.open(), Secret())
        let performed = try KeyFile(file).keeping(secret, isDryRun: dryRun.isSet) {
            try door.perform(act(secret), terms)
        }
        say(text, performed.waits)
    }

    func say(_ text: String, _ waits: Waits) {
        options.say(PeopleText.done(text, waits, isDryRun: dryRun.isSet))
    }
}
