import Foundation

/// A run of the built program that may be killed.
package struct Spawned: Sendable {
    package let id: Int32

    /// How a process ended.
    package enum End: Equatable, Sendable { case exited(Int32), killed }

    /// The program beside the tests that are running.
    package static let program: String = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = tests.deletingLastPathComponent().path + "/plumbline"
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(".build/debug/plumbline").path
    }()

    /// Starts the program; what it says goes to the end of `log`. It inherits nothing else: a socket
    /// that two processes hold stays open when one of them closes it.
    package init(_ arguments: [String], log: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        for inherited: Int32 in 3..<1024 {
            posix_spawn_file_actions_addclose(&actions, inherited)
        }
        var words = ([Spawned.program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var id = pid_t()
        let failed = posix_spawn(&id, Spawned.program, &actions, nil, &words, environ)
        guard failed == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failed) ?? .EIO) }
        self.id = id
    }

    package func kill() { tell(SIGKILL) }

    /// Sends a signal.
    package func tell(_ signal: Int32) { Foundation.kill(id, signal) }

    /// Waits for its end, not longer than `seconds`: then it is killed, and nil is given. Does
    /// something at each look, 200 times a second.
    package func wait(atMost seconds: Double, meanwhile: () -> Void = {}) -> End? {
        let end = Date() + seconds
        var status: Int32 = 0
        while waitpid(id, &status, WNOHANG) == 0 {
            guard Date() < end else {
                kill()
                _ = wait()
                return nil
            }
            meanwhile()
            usleep(5000)
        }
        return Spawned.end(status)
    }

    package func wait() -> End {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return Spawned.end(status)
    }

    private static func end(_ status: Int32) -> End {
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed
    }
}
