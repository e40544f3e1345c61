import Foundation

/// A run of the built program that may be killed.
struct Spawned {
    let id: pid_t

    /// How a process ended.
    enum End: Equatable { case exited(Int32), killed }

    /// It did not end by itself in the time that was given to it; now it is killed.
    struct Endless: Error, CustomStringConvertible {
        let description: String
    }

    /// The program beside the tests that are running.
    static let program: String = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = tests.deletingLastPathComponent().path + "/plumbline"
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(".build/debug/plumbline").path
    }()

    /// Starts the program; what it says goes to the end of `log`.
    init(_ arguments: [String], log: String, environment more: [String: String] = [:]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var words = ([Spawned.program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let all = ProcessInfo.processInfo.environment.merging(more) { $1 }
        var settings = all.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for setting in settings { free(setting) } }
        var id = pid_t()
        let failed = posix_spawn(&id, Spawned.program, &actions, nil, &words, &settings)
        guard failed == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failed) ?? .EIO) }
        self.id = id
    }

    func kill() { Foundation.kill(id, SIGKILL) }

    /// Waits for its end, not longer than `seconds`.
    func wait(atMost seconds: Double) throws -> End {
        let end = Date() + seconds
        var status: Int32 = 0
        while waitpid(id, &status, WNOHANG) == 0 {
            guard Date() < end else {
                kill()
                _ = wait()
                throw Endless(description: "it did not end in \(seconds) s")
            }
            usleep(5000)
        }
        return Spawned.end(status)
    }

    func wait() -> End {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return Spawned.end(status)
    }

    private static func end(_ status: Int32) -> End {
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed
    }
}

/// Random numbers that a seed repeats (SplitMix64).
struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
