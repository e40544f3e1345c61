import Access
import Foundation
import Measures
import Storage

/// An act in its coded form: its name and what it says, the same text for the same act.
struct Request: Sendable, Hashable {
    let name: String
    let text: String

    init<A: Act>(_ act: A) throws {
        name = A.name
        text = try Coding.text(Named(act: A.name, request: act))
    }

    private struct Named<A: Act>: Encodable {
        let act: String
        let request: A
    }

    /// The act's own part.
    static func act<A: Act>(_ type: A.Type, from text: String) throws -> A {
        try (Coding.decoded(text) as Whole<A>).request
    }

    private struct Whole<A: Act>: Decodable { let request: A }

    /// What became of the request under a key that was used: done before, or still waiting. Throws
    /// where the key is somebody else's or another request's, or where the answer is gone.
    func performed<Answer>(
        under key: String, by caller: Caller, _ books: Books
    ) throws -> Performed<Answer>? where Answer: Decodable {
        guard let event = try books.events.event(withKey: key)?.id else { return nil }
        guard let record = try books.acts.record(of: event), record.caller == caller.identity else {
            throw DoorRefused.otherRequest(key: key, event: event)
        }
        guard let request = record.values[.request] else {
            throw DoorRefused.answerErased(key: key, event: event)
        }
        guard request == text else { throw DoorRefused.otherRequest(key: key, event: event) }
        guard let proposal = try books.acts.proposal(event)?.proposal else {
            return try answered(record, key)
        }
        switch proposal.state {
        case .waiting: return .waits(proposal: event)
        case .approved:
            guard let approval = try books.acts.approval(of: event) else {
                throw DoorRefused.answerErased(key: key, event: event)
            }
            return try answered(approval, key)
        case .refused, .withdrawn:
            throw AccessRefused.decidedAlready(proposal: event, proposal.state)
        }
    }

    private func answered<Answer: Decodable>(
        _ record: ActRecord, _ key: String
    ) throws -> Performed<Answer> {
        guard let answer = record.values[.answer] else {
            throw DoorRefused.answerErased(key: key, event: record.event)
        }
        return .doneBefore(try Coding.decoded(answer), event: record.event)
    }
}

/// Acts and answers as JSON, with names in order, so that the same value is the same text.
enum Coding {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decoded<T: Decodable>(_ text: String) throws -> T {
        try JSONDecoder().decode(T.self, from: Data(text.utf8))
    }
}
