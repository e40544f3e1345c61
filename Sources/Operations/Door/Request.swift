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

    /// The answer that was given under the key, where it was used. Throws where that was for
    /// another request, or the answer is gone.
    func stored(under key: String, _ books: Books) throws -> (answer: String, event: Int64)? {
        guard let event = try books.events.event(withKey: key) else { return nil }
        guard let record = try books.acts.record(of: event.id),
            let request = record.values[.request]
        else { throw DoorRefused.otherRequest(key: key, event: event.id) }
        guard request == text else { throw DoorRefused.otherRequest(key: key, event: event.id) }
        guard let answer = record.values[.answer] else {
            throw DoorRefused.answerErased(key: key, event: event.id)
        }
        return (answer, event.id)
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
