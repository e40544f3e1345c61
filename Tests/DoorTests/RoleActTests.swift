import Access
import Measures
import Storage
import Testing

@testable import Operations

/// An act of the program as far as the door looks at it before it decides.
private struct Probe<A: Act>: Act {
    static var name: String { A.name }
    static var permission: Permission { A.permission }
    struct Reached: Error, Equatable {}

    func decide(_ books: Books, by caller: Caller) throws -> Decision<Int64> { throw Reached() }
}

@Suite("Each role with each act")
struct RoleActTests {
    private static let people: Set<Role> = [.administrator]
    private static let messages: Set<Role> = [.coordinator, .senior, .analyst]
    private static let days: Set<Role> = [.coordinator, .senior, .analyst]
    private static let erasing: Set<Role> = [.manager, .administrator]
    private static let customers: Set<Role> = [.advisor, .specialist, .coordinator, .senior]
    private static let judging: Set<Role> = [.specialist, .coordinator, .senior]

    /// Every act of the program, with the roles that may do it.
    static let table: [String: Set<Role>] = [
        "add-person": people, "remove-person": people, "grant-role": people, "end-role": people,
        "set-authority-limit": people, "add-credential": people, "end-credential": people,
        // Whose proposal it is, and who may check it, is asked beside the role.
        "withdraw-proposal": Set(Role.allCases), "refuse-proposal": Set(Role.allCases),
        "decide-finding": judging, "void-reading": judging,
        "move-business-day": days, "close-business-day": days, "open-business-day": days,
        "set-job": [.analyst, .administrator], "change-rules": [.senior, .analyst],
        "hold-message": messages, "let-message-go": messages, "withdraw-message": messages,
        "send-message-again": messages, "decide-message": messages, "report-delivery": messages,
        "erase-message": erasing, "erase-personal-data": erasing, "repeat-erasures": erasing,
        "add-record": customers, "end-record": customers,
    ]

    @Test("the table has every act")
    func whole() {
        let acts = ActCatalogue.all.acts.map { $0.name }
        #expect(Set(acts) == Set(Self.table.keys))
        #expect(Set(acts).count == acts.count)
    }

    @Test("is let through, or refused before the act looks at anything", arguments: Role.allCases)
    func matrix(role: Role) throws {
        let office = try Office(.sqlite)
        let door = try office.door(adding: role)
        for act in ActCatalogue.all.acts {
            let isAllowed = try #require(Self.table[act.name]).contains(role)
            #expect(try isLet(act, through: door) == isAllowed, "\(role) \(act.name)")
        }
        #expect(try office.isWell())
    }

    /// False where the role is refused; throws for anything else.
    private func isLet<A: Act>(_: A.Type, through door: Door) throws -> Bool {
        do {
            _ = try door.perform(Probe<A>(), Terms(because: "tried"))
            return false
        } catch is Probe<A>.Reached { return true } catch let refused as AccessRefused {
            #expect(refused == .notAllowed(who: door.caller.name, A.permission))
            return false
        }
    }
}
