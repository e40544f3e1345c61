package import Interchange
package import Measures

/// What an import came to. Accepted and rejected always add up to the rows.
package struct ImportReport: Sendable, Hashable {
    package var kind: ImportKind
    package var file: String
    package var digest: Digest
    package var rows = 0
    package var accepted = 0
    package var rejected = 0
    /// Of the accepted rows: facts not known before.
    package var new = 0
    /// Facts that replaced what was known.
    package var superseded = 0
    /// Facts that stood already.
    package var unchanged = 0
    /// What is allowed and yet worth knowing, such as a gap between agreements.
    package var notes: [String] = []
    /// Where the rejected rows are listed; nil where there are none.
    package var rejectFile: String?
    /// The first rejections, for the screen.
    package var firstRejections: [String] = []
    /// Nil after a dry run, and where nothing was stored.
    package var event: Int64?
    package var isDryRun = false
    /// It waits for a second person, as the proposal of this number.
    package var proposal: Int64?
    /// The same file was taken in before by this event; nothing was done.
    package var alreadyDone: Int64?
}

/// How the letters of a file are written; the command line takes it from here.
package typealias ImportEncoding = TextEncoding

/// How an import is to be done.
package struct ImportOptions: Sendable {
    /// Everything is checked and nothing kept.
    package var isDryRun = false
    /// Where rejected rows are written; beside the file where nil.
    package var rejectFile: String?
    package var report: Progress.Report?
    /// How the letters of CSV files are written.
    package var encoding = TextEncoding.utf8
    /// Bytes of a meter data file that one core reads at a time, about.
    package var partSize = 1 << 18
    /// Told to leave the import takes the file back and throws `FileTakenBack`.
    package var cancellation = Cancellation()

    package init(
        isDryRun: Bool = false, rejectFile: String? = nil,
        report: Progress.Report? = nil
    ) {
        self.isDryRun = isDryRun
        self.rejectFile = rejectFile
        self.report = report
    }
}
