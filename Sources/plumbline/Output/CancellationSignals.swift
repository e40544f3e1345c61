import Foundation
import Operations
import Synchronization

/// Hears SIGTERM and SIGINT once, for work that finishes what it has in hand; a second one ends
/// the process as usual.
final class CancellationSignals: Sendable {
    let cancellation = Cancellation()
    nonisolated(unsafe) private var sources: [any DispatchSourceSignal] = []
    private static let heard = Mutex(SIGTERM)

    init() {
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in
                for each in [SIGTERM, SIGINT] { signal(each, SIG_DFL) }
                CancellationSignals.heard.withLock { $0 = number }
                cancellation.tell()
            }
            source.resume()
            return source
        }
    }

    /// From here on a signal ends the process at once: what is left is done by the next command.
    func endsNow(saying text: String) {
        cancellation.then {
            note(text)
            CancellationSignals.end()
        }
    }

    /// Ends the process by the signal that it was told to leave with: a shell sees 143 or 130, and
    /// systemd a service that stopped because it was told to.
    static func end() -> Never {
        let number = heard.withLock { $0 }
        signal(number, SIG_DFL)
        var one = sigset_t()
        sigemptyset(&one)
        sigaddset(&one, number)
        pthread_sigmask(SIG_UNBLOCK, &one, nil)
        raise(number)
        exit(128 + number)
    }
}
