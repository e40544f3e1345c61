import Foundation
import TestCluster
import Testing

/// What leaves the program: answers nobody takes, files that cannot be written, values that would
/// steer a terminal, passwords.
@Suite("What leaves the program")
struct OutputTests {
    /// Books of a billed month, as the stories make them.
    static func billed() throws -> Terminal {
        let terminal = try Terminal()
        for command in [
            "sh north/open.sh", "plumbline run plan --through 2025-01-31", "plumbline run start",
            "plumbline run review --approve --as bo --reason ok", "plumbline run release",
        ] { _ = try terminal.run(command + " > said 2>&1 || cat said") }
        return terminal
    }

    static let commands = [
        "--help", "--version", "import --help", "day show", "run status", "run review",
        "run checklist", "run digest", "run start", "run release", "doctor", "ledger balance",
        "ledger statement A1", "ledger verify", "ledger export hledger", "ledger export beancount",
        "bill list --account A1", "bill show NORTH-00000001", "bill explain NORTH-00000001",
        "bill show NORTH-00000001 --format html", "bill show NORTH-00000001 --format pdf -o -",
        "bill show NORTH-00000001 --json", "tracker", "exceptions list", "readings totals",
        "readings show M1", "letters templates", "tariff show north/water.yaml",
        "letters preview bill-ready --bill NORTH-00000001",
    ]

    @Test("an answer that nobody takes ends nobody by a signal: 75, or quietly where closed")
    func full() throws {
        let terminal = try Self.billed()
        for command in Self.commands {
            let plain = try terminal.run("plumbline \(command) > said; echo $?")
            #expect(plain.last == "0", "\(command): \(plain)")
            for output in ["> /dev/full", ">&-", "> /dev/full 2> /dev/full", ">&- 2>&-"] {
                let said = try terminal.run("(plumbline \(command)) \(output)")
                #expect(said.last == "[exit 75]", "\(command) \(output): \(said)")
                guard !output.contains("2>") else { continue }
                #expect(said.contains { $0.contains("standard output does not take the answer") })
            }
            #expect(try terminal.run("(plumbline \(command)) > said 2>&-; echo $?") == ["0"])
        }
    }

    @Test("the work of a command whose answer is lost is done, and its repeat says so with 0")
    func done() throws {
        let terminal = try Terminal()
        _ = try terminal.run("sh north/open.sh > said 2>&1")
        for command in [
            "run plan --through 2025-01-31", "run start",
            "run review --approve --as bo --reason ok",
            "run release", "day set 2025-12-01",
        ] {
            let lost = try terminal.run("(plumbline \(command)) > /dev/full 2> /dev/full")
            #expect(lost == ["[exit 75]"], "\(command)")
            guard !command.contains("plan") else { continue }
            let again = try terminal.run("plumbline \(command)")
            #expect(again.contains { $0.contains(" already") }, "\(command): \(again)")
            #expect(again.last?.hasPrefix("[exit") == false, "\(command): \(again)")
        }
        #expect(try terminal.run("plumbline doctor").last == "All is well.")
    }

    @Test(
        "only a plain file is replaced",
        arguments: [
            ("/dev/null", "a device"), ("link", "a link"), ("books", "a folder"),
            ("fifo", "a pipe"),
        ])
    func places(output: String, kind: String) throws {
        let terminal = try Self.billed()
        _ = try terminal.run("echo old > kept; ln -s kept link; mkfifo fifo")
        for command in [
            "ledger export hledger -o \(output)", "bill show NORTH-00000001 -o \(output)",
            "bill show NORTH-00000001 --format pdf -o \(output)",
            "import customers north/bad.csv --rejects \(output)",
        ] {
            _ = try terminal.run("(echo customer_id,name,account_id; echo C2,,A2) > north/bad.csv")
            let said = try terminal.run("plumbline \(command)")
            #expect(said.contains { $0.contains("is \(kind), and only a plain file") }, "\(said)")
            #expect(said.last == "[exit 1]")
        }
        #expect(try terminal.run("cat kept; test -L link && test -c /dev/null") == ["old"])
    }

    @Test(
        "a file that has no room is told by its name with 75, and leaves what was there",
        .enabled(if: SmallDisk.isPossible, "only who may mount a small disk"))
    func noRoom() throws {
        let terminal = try Self.billed()
        let disk = try SmallDisk(megabytes: 1, at: terminal.folder + "/out")
        defer { disk.remove() }
        _ = try terminal.run(
            "(echo customer_id,name,account_id; for i in $(seq 999); do echo C$i,,A$i; done) > bad.csv"
        )
        for command in [
            "ledger export hledger -o out/file",
            "bill show NORTH-00000001 --format pdf -o out/file",
            "import customers bad.csv --rejects out/file",
        ] {
            _ = try terminal.run("rm -f out/*; echo old > out/file")
            try disk.fill()
            let said = try terminal.run("plumbline \(command)")
            #expect(said.contains { $0.contains("out/file is not written") }, "\(command): \(said)")
            #expect(said.last == "[exit 75]", "\(command)")
            #expect(try terminal.run("ls -A out; cat out/file") == ["ballast", "file", "old"])
        }
    }

    @Test("a file over what the shell allows ends nobody by a signal")
    func limited() throws {
        let terminal = try Self.billed()
        for limit in [0, 1, 16, 64, 100] {
            let command =
                "ulimit -f \(limit); plumbline bill show NORTH-00000001 --format pdf -o file"
            let said = try terminal.run("(\(command); echo code $?) 2>&1 | cat; ls -A | grep new")
            #expect(["code 0", "code 1", "code 75"].contains(said.first { $0.hasPrefix("code") }))
            #expect(said.last == "[exit 1]")
        }
    }

    @Test("a killed writer leaves the file that was there, or the whole new one")
    func killed() throws {
        let terminal = try Self.billed()
        _ = try terminal.run("plumbline ledger export hledger -o whole; echo old > old; mkdir out")
        for pause in 0..<20 {
            let command =
                "cp old out/file; plumbline ledger export hledger -o out/file > said 2>&1 & p=$!; "
                + "sleep 0.\(pause < 10 ? "0" : "")\(pause); kill -9 $p 2> /dev/null; wait $p; "
                + "ls -A out; cmp -s out/file old || cmp out/file whole"
            #expect(try terminal.run("(\(command)) 2> /dev/null") == ["file"])
        }
    }

    @Test(
        "names and reasons are one line of plain text",
        arguments: [
            "init --data other --name \"$(printf 'A\\nB')\"",
            "init --data other --name \"$(printf 'A\\033[31m')\"",
            "init --data other --name \"$(printf '%0201d' 7)\"",
            "day set 2025-12-01 --as \"$(printf 'a\\033]0;x\\007')\"",
            "run plan --through 2025-01-31 --as \"$(printf 'a\\nb')\"",
            "init --data other --today 9999-12-31", "day set 9999-12-31",
            "day show --database postgresql://u@127.0.0.1:1/x --schema $(printf '%064d' 7)",
            "day show --database postgresql://u@127.0.0.1:1/x --schema \"$(printf 'a\\nb')\"",
            "no\"$(printf '\\033[31m')\"where", "import customers \"$(printf 'a\\033[2Jb')\"",
        ])
    func names(command: String) throws {
        let terminal = try Terminal()
        _ = try terminal.run("sh north/open.sh > said 2>&1")
        let said = try terminal.run("plumbline \(command)")
        #expect(["[exit 1]", "[exit 64]"].contains(said.last))
        #expect(!said.joined().utf8.contains { $0 < 32 || $0 == 127 })
        #expect(try terminal.run("test ! -e other") == [])
    }

    @Test(
        "no message holds a password",
        arguments: [
            "mysql://u:geheim@h/x", "u:geheim@h", "postgresql://u:ge@heim@127.0.0.1:1/x",
            "postgresql://u:geheim/x@127.0.0.1:1/x", "postgresql://u:geheim@127.0.0.1:99999/x",
            "postgresql://u@127.0.0.1:1/x?password=geheim&sslmode=bogus", "host=h password=geheim",
            "postgresql://u:geheim@h/x?options=-cdefault_transaction_read_only%3Don",
        ])
    func passwords(address: String) throws {
        let terminal = try Terminal()
        for command in ["day show", "init --json", "run status --json"] {
            let said = try terminal.run("plumbline \(command) --database '\(address)'")
            #expect(said.last == "[exit 1]")
            #expect(!said.joined().contains("heim"), "\(said)")
        }
    }

    @Test(
        "what has no end is refused at once",
        arguments: [
            "import policy", "import tariffs", "import customers", "import readings",
            "tariff check", "tariff import-urdb", "letters check", "readings inspect",
            "rate-partition --rules",
        ])
    func endless(command: String) throws {
        let terminal = try Terminal()
        _ = try terminal.run("plumbline init; mkfifo fifo; truncate -s 2G huge")
        for file in ["/dev/zero", "fifo"] {
            let said = try terminal.run("timeout 20 plumbline \(command) \(file)")
            #expect(said.last == "[exit 1]", "\(said)")
            #expect(said.contains { $0.contains("a plain file") }, "\(said)")
        }
    }
}
