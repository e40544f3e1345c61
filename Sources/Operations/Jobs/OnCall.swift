import Documents
import Jobs
import Outbox
import Storage

extension Books {
    /// Puts a mail to who is on call into the outbox, where that is an address. It says nothing of
    /// customers.
    func tellOnCall(of job: Job, _ firing: Firing, said: String, event: Int64) throws {
        guard EMail.isAddress(job.onCall) else { return }
        let sender = EMail.isAddress(job.owner) ? job.owner : job.onCall
        let key = "job-failed.\(job.name).\(firing.scheduled.seconds)"
        let lines = [
            "From: \(sender)", "To: \(job.onCall)", "Subject: Job \(job.name) failed",
            "Message-ID: <\(key)@jobs.invalid>", "Content-Type: text/plain; charset=us-ascii", "",
            "The job \(job.name), due at \(firing.scheduled.utcText), failed \(firing.failures) times.",
            "See: plumbline jobs show \(job.name)", "",
        ]
        let message = try OutgoingMessage(
            .mail, key: key, about: "job \(job.name)", to: job.onCall, from: sender,
            content: Array(lines.joined(separator: "\r\n").utf8))
        _ = try outbox.add(message, event: event)
    }
}
