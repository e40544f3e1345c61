import Ledger
import Measures
import Storage
import Testing
import Wording

@Suite("Answers")
struct AnswerTests {
    @Test("on a dry run the text says first that nothing is stored; the JSON is the same")
    func dryRun() {
        let answer = RunText.givenUp(7, isDryRun: false)
        #expect(answer.text == "Run 7 is given up.")
        #expect(answer.onDryRun(false) == answer)
        let tried = RunText.givenUp(7, isDryRun: true)
        #expect(tried.text == "Dry run: nothing is stored. It would say:\nRun 7 is given up.")
        #expect(tried.json == ["run": .int(7), "dry_run": true])
    }

    @Test("a business day that stays is said to stay")
    func businessDay() throws {
        let day = try #require(Day("2026-12-01"))
        let stays = InstallationText.moved(from: day, to: day, isDryRun: false)
        #expect(stays.text == "Today is 2026-12-01 already.")
        let moves = InstallationText.moved(from: day, to: day + 1, isDryRun: false)
        #expect(moves.text == "Today is 2026-12-02.")
    }
}

@Suite("Heads of the ledger, as they are said")
struct HeadTextTests {
    private var head: LedgerHead {
        get throws {
            let page = try #require(Digest(hexadecimal: String(repeating: "1a", count: 32)))
            let event = try #require(Digest(hexadecimal: String(repeating: "2b", count: 32)))
            return LedgerHead(
                page: EventMark(number: 12, digest: page),
                event: EventMark(number: 345, digest: event), bills: 6789)
        }
    }

    @Test("text and JSON are read back to the same head")
    func readBack() throws {
        let head = try head
        #expect(HeadText.head(in: HeadText.text(head)) == head)
        #expect(HeadText.head(in: HeadText.json(head).text) == head)
    }

    @Test("one digit changed, or a part left out, is no head")
    func changed() throws {
        let text = HeadText.text(try head)
        #expect(HeadText.head(in: text.replacing("6789", with: "6788")) == nil)
        #expect(HeadText.head(in: text.replacing("1a1a", with: "1b1a", maxReplacements: 1)) == nil)
        for part in ["Page", "Event", "Bills", "Head"] {
            let lines = text.split(separator: "\n").filter { !$0.hasPrefix(part) }
            #expect(HeadText.head(in: lines.joined(separator: "\n")) == nil, "\(part)")
        }
    }
}
