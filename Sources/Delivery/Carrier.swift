package import Outbox

/// A way for messages of a kind.
package protocol Carrier {
    /// Brings a message to its receiver. `handOver` is called once, before the first byte of the
    /// content leaves; where it throws, nothing of it does, and its error is thrown.
    func carry(
        _ message: OutgoingMessage, handOver: @escaping () throws -> Void
    ) throws -> SendingOutcome
}

/// A password or a key: nothing prints it.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    let value: String

    package init(_ value: String) { self.value = value }

    package var description: String { "(secret)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A setting that cannot be used.
package struct SettingRefused: Error, Hashable, Sendable {
    package let name: String
    package let reason: String

    package init(_ name: String, _ reason: String) {
        self.name = name
        self.reason = reason
    }
}
