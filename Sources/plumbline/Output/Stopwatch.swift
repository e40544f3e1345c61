import Foundation

/// Tells on standard error how long something took, in seconds: `… after 5.13 s.`
final class Stopwatch {
    private var started = Date()

    func start() { started = Date() }

    func tell(_ what: String) {
        let seconds = String(format: "%.2f", Date().timeIntervalSince(started))
        note("\(what) \(seconds) s.")
    }
}
