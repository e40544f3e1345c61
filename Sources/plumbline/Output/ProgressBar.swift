import Documents
import Foundation
import Measures
import Operations
import Synchronization

import struct Operations.Progress

/// Shows progress on standard error: a bar with rate and time left on a terminal, a plain line
/// now and then elsewhere.
final class ProgressBar: Sendable {
    private struct State {
        var shown = Date.distantPast
        var last: Progress?
    }

    private let label: String
    private let note: String
    private let started = Date()
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let state = Mutex(State())

    /// `note` stands behind the figures, such as the day by which it should be done.
    init(_ label: String, note: String = "") {
        self.label = label.shown
        self.note = note.shown
    }

    var report: Progress.Report { { progress in self.show(progress) } }

    private func show(_ progress: Progress) {
        let isLast = progress.done >= progress.total
        let line: String? = state.withLock { state in
            let pause = isTerminal ? 0.1 : 5.0
            guard isLast || Date().timeIntervalSince(state.shown) >= pause else { return nil }
            state.shown = Date()
            state.last = progress
            return text(progress, isLast: isLast)
        }
        if let line { Output.tell(line) }
    }

    private func text(_ progress: Progress, isLast: Bool) -> String {
        let seconds = max(0.001, Date().timeIntervalSince(started))
        let rate = Double(progress.done) / seconds
        let left = rate > 0 ? Double(progress.total - progress.done) / rate : 0
        let share = progress.total > 0 ? progress.done * 100 / progress.total : 100
        let figures =
            "\(grouped(progress.done)) of \(grouped(progress.total)) \(progress.unit), "
            + "\(grouped(Int(rate))) a second, "
            + (isLast ? "\(duration(seconds)) taken" : "\(duration(left)) left")
            + (note.isEmpty ? "" : ", \(note)")
        guard isTerminal else { return "\(label): \(share)% \(figures)\n" }
        let full = share * 24 / 100
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: 24 - full)
        return "\r\u{1B}[K\(label) \(bar) \(share)% \(figures)" + (isLast ? "\n" : "")
    }

    private func duration(_ seconds: Double) -> String {
        if seconds < 10 { return String(format: "%.1f s", seconds) }
        let whole = Int(seconds.rounded())
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}
