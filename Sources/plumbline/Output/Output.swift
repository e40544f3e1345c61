import ArgumentParser
import Foundation
import Measures
import Synchronization
import Wording

/// What leaves the program for the terminal, a pipe or where the shell points: all of it goes
/// through here, and nothing of it steers a terminal.
///
/// A command goes on where nobody takes what it says, as its work may be done already; `Plumbline`
/// ends it with 75 then. A pipe that is closed ends the process as usual (SIGPIPE).
enum Output {
    private static let failure = Mutex<Int32?>(nil)

    /// Why standard output was not taken, as the system says it.
    static var notTaken: String? {
        failure.withLock { $0 }.map { String(cString: strerror($0)) }
    }

    /// Standard descriptors that the caller has closed are opened on `/dev/null`. Otherwise the next file that is opened
    /// would take their place, and what is printed would go into it. A file that grows over what
    /// the shell allows is refused like any other.
    static func start() {
        signal(SIGXFSZ, SIG_IGN)
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// A document or a file as it is: its bytes are the answer.
    static func pass(_ bytes: [UInt8]) {
        guard failure.withLock({ $0 }) == nil else { return }
        if let code = write(bytes, to: STDOUT_FILENO) { failure.withLock { $0 = code } }
    }

    /// A part of a longer answer; throws where it cannot be written, so that no more is made.
    static func stream(_ bytes: [UInt8]) throws {
        pass(bytes)
        if notTaken != nil { throw ExitCode(75) }
    }

    /// Ends the process; where an answer was not taken, as what may well succeed later.
    static func end(_ code: Int32) -> Never {
        if let reason = notTaken {
            note(
                "Error: standard output does not take the answer: \(reason). What was done stands: "
                    + "say the command again, it does nothing twice.")
        }
        exit(code == 0 && notTaken != nil ? 75 : code)
    }

    /// A letter or an HTML page: printed as it is, with its own line breaks.
    static func pass(_ text: String) { pass(Array(text.utf8)) }

    /// Progress and errors, on standard error. What cannot be written there is dropped.
    static func tell(_ text: String) { _ = write(Array(text.utf8), to: STDERR_FILENO) }

    /// The error number of the system; nil once all bytes are written.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR || hasToWait(for: descriptor) { continue }
                guard count > 0 else { return count < 0 ? errno : ENOSPC }
                rest = .init(rebasing: rest[count...])
            }
            return nil
        }
    }

    /// Waits for room in a pipe that another process has set to non-blocking.
    private static func hasToWait(for descriptor: Int32) -> Bool {
        guard errno == EAGAIN else { return false }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
        return true
    }
}

/// Writes an answer to standard output.
func say(_ text: String) {
    Output.pass((text.hasSuffix("\n") ? text : text + "\n").shownLines)
}

/// Writes a line to standard error: never a password.
func note(_ text: String) { Output.tell(ShownText.withoutPassword(text.shownLines) + "\n") }
