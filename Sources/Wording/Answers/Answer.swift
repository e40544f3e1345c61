package import Measures

/// What an operation has to say, to a person as text and to a program as JSON.
package struct Answer: Sendable, Hashable {
    package let text: String
    package let json: JSONValue

    package init(_ text: String, _ json: JSONValue) {
        self.text = text
        self.json = json
    }

    /// The same, where nothing was stored: the text says so first. The JSON has a field for it.
    package func onDryRun(_ isDryRun: Bool) -> Answer {
        isDryRun
            ? Answer("Dry run: nothing is stored. It would say:\n" + text, json) : self
    }
}
