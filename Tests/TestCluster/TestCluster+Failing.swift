import Foundation

// What can happen to a server, made to happen to the tests' own.
extension TestCluster {
    /// The process that all others of the server belong to.
    package var process: Int32? {
        let file = try? String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8)
        return file?.split(separator: "\n").first.flatMap { pid_t($0) }
    }

    /// Kills the server's first process outright, with no chance to tell the others.
    package func killOutright() throws {
        guard let process else {
            throw Missing(description: "the server is not there to be killed")
        }
        kill(process, SIGKILL)
    }

    /// Starts a server that stopped or was killed: what is left of its processes may take a while
    /// to notice, and until then it cannot start. Nothing happens where it runs.
    package func startAgain() throws {
        let end = Date() + 60
        while true {
            do {
                if isAnswering { return }
                return try start()
            } catch let error as Missing {
                guard Date() < end else { throw error }
                usleep(100_000)
            }
        }
    }

    /// Whether the server takes sessions.
    private var isAnswering: Bool {
        (try? run([binaries + "/pg_isready", "-q", "-h", folder, "-p", "\(port)"])) != nil
    }
}
