package import Foundation

/// A program that a test started, which may be told something, killed, and waited for.
package struct Spawned: Sendable {
    package let id: Int32

    /// How a process ended.
    package enum End: Equatable, Sendable {
        case exited(Int32), killed
        /// It was killed because it did not end in the time it had.
        case endless
    }

    /// The built program, beside the tests that are running.
    package static let program: String = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = tests.deletingLastPathComponent().path + "/plumbline"
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(".build/debug/plumbline").path
    }()

    /// Starts the built program; what it says goes to the end of `log`.
    package init(_ arguments: [String], log: String) throws {
        try self.init(command: [Spawned.program] + arguments, output: log)
    }

    /// Starts a program, sought on the path where no folder is named; both its outputs go to the
    /// end of a file.
    ///
    /// It inherits nothing else: a socket or a pipe that two processes hold stays open when one of
    /// them closes it.
    package init(
        command: [String], output: String, environment: [String: String]? = nil
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        for inherited: Int32 in 3..<4096 {
            posix_spawn_file_actions_addclose(&actions, inherited)
        }
        var words = command.map { strdup($0) } + [nil]
        var places = (environment ?? [:]).map { strdup("\($0)=\($1)") } + [nil]
        defer { for word in words + places { free(word) } }
        var id = pid_t()
        let failed =
            environment == nil
            ? posix_spawnp(&id, command[0], &actions, nil, &words, environ)
            : posix_spawnp(&id, command[0], &actions, nil, &words, &places)
        guard failed == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failed) ?? .EIO) }
        self.id = id
    }

    package func kill() { tell(SIGKILL) }

    /// Sends a signal.
    package func tell(_ signal: Int32) { Foundation.kill(id, signal) }

    /// Waits for its end, not longer than `seconds`: then it is asked where it stands, which it says
    /// in its output, and killed. Does something at each look, a thousand times a second.
    package func wait(atMost seconds: Int = 300, meanwhile: () -> Void = {}) -> End {
        if let end = end(within: .seconds(seconds), meanwhile) { return end }
        tell(SIGABRT)
        if end(within: .seconds(60), {}) == nil {
            kill()
            _ = end(within: .seconds(60), {})
        }
        return .endless
    }

    private func end(within time: Duration, _ meanwhile: () -> Void) -> End? {
        let last = ContinuousClock.now + time
        var status: Int32 = 0
        while true {
            let found = waitpid(id, &status, WNOHANG)
            if found == id { break }
            precondition(found == 0 || errno == EINTR, "somebody else waited for \(id)")
            guard ContinuousClock.now < last else { return nil }
            meanwhile()
            usleep(1000)
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed
    }
}

extension Spawned {
    /// Runs a program to its end, and gives its exit code, -1 where a signal ended it, and what it
    /// said. What is said to it is the C locale's, unless `environment` says otherwise.
    package static func run(
        _ command: [String], environment: [String: String]? = nil
    ) throws -> (status: Int32, output: Data) {
        let output = NSTemporaryDirectory() + "/plumbline-said-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: output) }
        let process = try Spawned(command: command, output: output, environment: environment)
        let end = process.wait()
        let said = try Data(contentsOf: URL(fileURLWithPath: output))
        guard case .exited(let status) = end else { return (-1, said) }
        return (status, said)
    }
}
