import Measures
import Operations
import Storage
import Testing
import Wording

@Suite("Refusals say what is wrong and what to do")
struct RefusalTests {
    static let day = Day.firstDay

    /// What was refused, and a part of what to do about it.
    static let refusals: [(refused: any Error, advice: String)] = [
        (InstallationRefused.notThere(folder: "town"), "plumbline init"),
        (InstallationRefused.alreadyThere(folder: "town"), "--data"),
        (BooksRefused.diskFull(file: "town/plumbline.sqlite"), "Make room"),
        (BooksRefused.damaged(file: "town/plumbline.sqlite", what: "x"), "plumbline doctor"),
        (LookStopped(), "again in a moment"),
        (EventRefused.nobodyActs, "--as NAME"),
        (BackupRefused.folderNotEmpty(folder: "town"), "--force"),
        (BusinessDay.Refused.tooFar(day + 400, from: day), "--far"),
        (RunProblem.noRuns, "plumbline run plan"),
        (RunProblem.batchesMissing([3]), "Batch 3 has no page."),
        (RunProblem.batchesMissing([3, 4]), "Batches 3, 4 have no page."),
        (PlanRun.Refused.throughInFuture(through: day + 1, today: day), "plumbline day set"),
        (DoorRefused.needsReason, "--reason"),
        (BillProblem.noSuchBill("X-1"), "plumbline bill list"),
        (AccountUnknown(code: "A-1"), "There is no account A-1."),
        (CauseUnknown(code: "RD-X"), "Docs/errors.md"),
        (WorkRefused.notShared, "--database"),
        (WorkCancelled(.calculating(run: 2), done: 1, of: 3), "plumbline run resume"),
    ]

    @Test("each is a sentence with its advice", arguments: refusals)
    func sentence(refused: any Error, advice: String) {
        #expect("\(refused)".contains(advice))
    }
}
