import Foundation
import Testing

/// The source is tested too: what a tool can keep, nobody needs to remember.
@Suite("The rule rooms stand alone")
struct RuleRoomTests {
    static let files = Project.sources.filter { Project.ruleRooms.contains($0.room) }

    @Test("every rule room has source files")
    func present() {
        #expect(Set(Self.files.map(\.room)) == Project.ruleRooms)
    }

    @Test("they import rooms only: no Foundation, no system library")
    func imports() {
        for file in Self.files {
            let outside = file.imports.subtracting(Project.ruleRooms)
            #expect(outside.isEmpty, "\(file.path) imports \(outside.sorted())")
        }
    }

    @Test("they hold no floating point and no decimal, read no clock, sleep never")
    func words() {
        let banned: Set = [
            "Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat", "Decimal",
            "ContinuousClock", "SuspendingClock", "DispatchTime", "clock_gettime", "Task",
            "gettimeofday", "ProcessInfo", "FileManager", "FileHandle",
        ]
        for file in Self.files {
            for word in file.words where banned.contains(word.text) {
                Issue.record("\(file.path):\(word.line) says \(word.text)")
            }
            for word in file.words where word.text == "Date" && word.after == UInt8(ascii: "(") {
                Issue.record("\(file.path):\(word.line) reads the clock")
            }
        }
    }
}

@Suite("Every room is tidy")
struct RoomTests {
    @Test("nothing is public, forced or fatal")
    func words() {
        for file in Project.sources {
            for word in file.words {
                let isForced = word.after == UInt8(ascii: "!") && ["try", "as"].contains(word.text)
                let isBanned = ["public", "fatalError"].contains(word.text)
                guard isForced || (isBanned && word.before != UInt8(ascii: ".")) else { continue }
                Issue.record("\(file.path):\(word.line) says \(word.text)")
            }
        }
    }

    @Test("what is printed goes through one place")
    func prints() {
        let handles = ["standardOutput", "standardError", "STDOUT_FILENO"]
        for file in Project.sources where file.path != "Sources/plumbline/Output/Output.swift" {
            for word in file.words {
                let isCall =
                    word.text == "print" && word.after == UInt8(ascii: "(")
                    && word.before == UInt8(ascii: " ")
                if isCall || handles.contains(word.text) {
                    Issue.record("\(file.path):\(word.line) prints")
                }
            }
        }
    }

    @Test("the command line asks operations and never the books")
    func asksOperations() {
        for file in Project.sources where file.room == "plumbline" {
            for word in file.words where ["read", "write", "change"].contains(word.text) {
                guard word.before == UInt8(ascii: "."), word.after != UInt8(ascii: "(") else {
                    continue
                }
                Issue.record("\(file.path):\(word.line) opens a transaction")
            }
            for word in file.words where ["Books", "Installation"].contains(word.text) {
                Issue.record("\(file.path):\(word.line) says \(word.text)")
            }
        }
    }

    @Test("each room has its page: what it owns and what it does not", arguments: Project.rooms)
    func page(room: String) throws {
        let page = try #require(Project.text(of: "Sources/\(room)/README.md"))
        #expect(page.split(separator: "\n").count >= 4)
        #expect(page.hasPrefix("# \(room)\n"))
        for heading in ["Owns ", "Does not own "] {
            #expect(
                page.split(separator: "\n").contains { line in
                    line.drop { $0 == " " }.hasPrefix(heading)
                }, "\(heading)")
        }
    }

    @Test("each room uses what the table in ARCHITECTURE.md allows, as Package.swift has it")
    func arrows() throws {
        let page = try #require(Project.text(of: "ARCHITECTURE.md"))
        let package = try #require(Project.text(of: "Package.swift"))
        let allowed = RoomTable.architecture(page)
        #expect(allowed == RoomTable.package(package))
        #expect(Set(allowed.keys) == Set(Project.rooms))
        let system: Set = [
            "Foundation", "FoundationXML", "Dispatch", "Glibc", "Darwin", "Synchronization",
        ]
        for file in Project.sources {
            let outside = file.imports.subtracting(system).subtracting([file.room])
                .subtracting(allowed[file.room, default: []])
            #expect(outside.isEmpty, "\(file.path) may not use \(outside.sorted())")
        }
    }
}

@Suite("Short enough to read")
struct LengthTests {
    /// Only ever lower this, to what the test finds.
    static let functionsOver25Lines = 17

    @Test("no function is longer than 40 lines, and those over 25 grow fewer")
    func functions() {
        let long = Project.sources.flatMap(\.functions).filter { $0.length > 25 }
        let tooLong = long.filter { $0.length > 40 }
        #expect(tooLong.isEmpty, "\(list(tooLong))")
        #expect(
            long.count <= Self.functionsOver25Lines,
            "now \(long.count); shorten one of\n\(list(long))")
    }

    @Test("no file is longer than 300 lines")
    func files() {
        let long = Project.sources.filter { $0.lines > 300 }.map(\.path)
        #expect(long == [])
    }

    private func list(_ functions: [Function]) -> String {
        functions.map(\.description).joined(separator: "\n")
    }
}

@Suite("The files of the project")
struct FileTests {
    @Test("no file speaks of a path on somebody's machine")
    func machinePaths() {
        let folders = ["home", "root", "Users", "work", "mnt"].map { "/" + $0 + "/" }
        for path in Project.files {
            guard let text = Project.text(of: path), text.utf8.count < 1_000_000 else { continue }
            for line in text.split(separator: "\n") where folders.contains(where: line.contains) {
                guard isPath(line, folders) else { continue }
                Issue.record("\(path): \(line.prefix(120))")
            }
        }
    }

    /// An address on the web or a longer path may hold the same word.
    private func isPath(_ line: Substring, _ folders: [String]) -> Bool {
        let words = line.split { " \t\"'`()=:,<>".contains($0) }
        return words.contains { word in folders.contains { word.hasPrefix($0) } }
    }

    @Test("the pages that every reader looks for are there")
    func pages() {
        let expected = [
            "README.md", "ARCHITECTURE.md", "DECISIONS.md", "CHANGELOG.md", "CONTRIBUTING.md",
            "LICENSE", "Makefile", ".ci/run", "Docs/README.md",
        ]
        for path in expected { #expect(Project.files.contains(path), "\(path) is missing") }
    }

    @Test("links between our own pages lead somewhere")
    func links() {
        for path in Project.files where path.hasSuffix(".md") {
            let folder = path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
            for target in targets(in: Project.text(of: path) ?? "") {
                let url = Project.root.appending(path: folder + target)
                let exists = FileManager.default.fileExists(atPath: url.path)
                #expect(exists, "\(path) links to \(target)")
            }
        }
    }

    /// Pages and files that a page links to, without anchors; neither pictures, which are made
    /// by the demo, nor addresses on the web.
    private func targets(in text: String) -> [String] {
        text.split(separator: "](").dropFirst().compactMap { rest in
            let target = rest.prefix { $0 != ")" && $0 != "#" }
            let isOurs = !target.isEmpty && !target.contains(":") && !target.hasSuffix(".png")
            return isOurs ? String(target) : nil
        }
    }
}

@Suite("The tidy tests see what they look for")
struct ScrubberTests {
    func words(_ text: String) -> [String] {
        SourceFile(path: "Sources/X/X.swift", text: text).words.map(\.text)
    }

    @Test("comments and text are no code")
    func scrubs() {
        #expect(words("a // b\nc /* d /* e */ f */ g") == ["a", "c", "g"])
        #expect(words(#"a "b \" c" d"#) == ["a", "d"])
        #expect(words(#"a "b \(c("d")) e" f"#) == ["a", "f"])
        #expect(words("a \"\"\"\nb \"c\" d\n\"\"\" e") == ["a", "e"])
        #expect(words("a #\"b \" c \\(d\"# e") == ["a", "e"])
    }

    @Test("functions are measured from their name to their last brace")
    func measures() {
        let text = """
            protocol P { func none()
              var also: Int { get } }
            func one() { 1 }
            func three(a: () -> Void = { }) -> [Int] {
              [1]
            }
            var four: Int {
              let x = "}"
              return 4
            }
            var stored = { 5 }
            static func == (a: X, b: X) -> Bool {
            }
            init?(x: Int) where T == Int {

            }
            """
        let file = SourceFile(path: "Sources/X/X.swift", text: text)
        let found = file.functions.map { "\($0.name) \($0.length)" }
        #expect(
            found == ["also 1", "one 1", "three 3", "four 4", "a 2", "init 3"])
    }

    @Test("imports are found with and without access and kind")
    func imports() {
        let text =
            "package import A\nimport struct B.C\n@preconcurrency import D\n// import E\ncase import"
        #expect(SourceFile(path: "Sources/X/X.swift", text: text).imports == ["A", "B", "D"])
    }
}
