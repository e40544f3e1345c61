import Documents
import Measures
import Operations

// Refusals about letters as sentences: what is wrong, where, and what to do.

extension LetterTemplate.Refused: CustomStringConvertible {
    package var description: String { faults.map(\.description).joined(separator: "\n") }
}

extension LetterTemplate.Fault: CustomStringConvertible {
    package var description: String {
        "\(file.shown):\(line):\(column): \(rule)"
            + (value.isEmpty ? "" : ": \"\(value.shown)\"")
            + (suggestion.map { "; \($0)" } ?? "")
    }
}

extension LetterIncomplete: CustomStringConvertible {
    package var description: String {
        let place = "\(file), line \(line): {{\(field.rawValue)}} has no value for this bill. "
        guard field.given == nil else {
            return place + "Give it with --set \(field.rawValue)=…"
        }
        return place + "Put it inside {{#if \(field.rawValue)}} … {{/if}}, or leave it out."
    }
}

extension GivenValues.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let name, let near):
            "--set \(name): no value of that name can be given."
                + (near.map { " Did you mean \($0)?" } ?? "")
        case .unreadable(let name, let value, let form):
            "--set \(name): \"\(value)\" is not \(form.words)."
        }
    }
}

extension LetterField.Form {
    fileprivate var words: String {
        switch self {
        case .text: "a text"
        case .day: "a day such as 2026-11-22"
        case .money: "an amount such as 60.82"
        }
    }
}

extension MakeLetters.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noAddress(let account):
            "Account \(account) has no e-mail address that can be written to. Import it with the "
                + "customer, or write by post: --format html"
        case .noSender(let scheme):
            "\(scheme) has no e-mail address in its contact. Give one with --from, or add it as "
                + "a line of its own to the policy text contact."
        }
    }
}
