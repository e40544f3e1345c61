import Measures
import Yams

/// What a file of the US Utility Rate Database holds: one rate, or the list of an API answer.
package struct URDBAnswer {
    /// The labels of its rates, in order; empty for a rate that has none.
    package let labels: [String]
    private let document: YAMLDocument
    private let items: [(path: [String], node: Node)]

    /// JSON is read as the YAML that it is, so that numbers stay exact and mistakes have a line.
    package init(json: String, file: String) throws(URDBRefused) {
        document = YAMLDocument(file: file)
        guard let root = document.compose(json) else { throw URDBRefused(faults: document.faults) }
        if let list = root.mapping?["items"] {
            items = document.list(list, ["items"]).enumerated().map { (["items", "\($0)"], $1) }
            if items.isEmpty {
                document.note("the answer holds no rate", at: ["items"], node: list)
            }
        } else {
            items = [([], root)]
        }
        labels = items.map { $0.node.mapping?["label"]?.scalar?.string ?? "" }
        guard document.faults.isEmpty else { throw URDBRefused(faults: document.faults) }
    }

    /// Every rate, or those with the label. Refused as a whole where one cannot be imported.
    package func rates(label: String? = nil) throws(URDBRefused) -> [URDBRate] {
        let chosen = zip(labels, items).filter { label == nil || $0.0 == label }
        if chosen.isEmpty {
            let known = labels.prefix(20).joined(separator: ", ")
            document.note(
                "no rate has the label", at: ["label"], node: nil, suggestion: "labels: \(known)")
        }
        let rates = chosen.compactMap { label, item in
            URDBReader(document: document, path: item.path).rate(item.node)
        }
        guard document.faults.isEmpty else { throw URDBRefused(faults: document.faults) }
        return rates
    }
}

/// A file of the rate database that cannot be imported, with every mistake found in it.
package struct URDBRefused: Error, Hashable, Sendable, CustomStringConvertible {
    package let faults: [YAMLFault]

    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
