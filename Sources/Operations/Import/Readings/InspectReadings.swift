package import Interchange
import Measures

/// Somebody asks what a meter data file holds, without storing it.
package struct InspectReadings: Sendable {
    package init() {}

    /// Throws `FileRefused` where an import would refuse the file as a whole.
    package func callAsFunction(_ path: String) throws -> NEMInspection {
        let file = try FileBytes(path)
        return try inspectReadings(file: file.name, file.lines(quotes: false))
    }
}
