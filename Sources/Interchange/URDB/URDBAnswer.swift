import Measures
import Yams

/// What a file of the US Utility Rate Database holds: one rate, or the list of an API answer.
package struct URDBAnswer {
    /// The labels of its rates, in order; empty for a rate that has none.
    package let labels: [String]
    private let page: YAMLPage
    private let items: [(path: [String], node: Node)]

    /// JSON is read as the YAML that it is, so that numbers stay exact and mistakes have a line.
    package init(json: String, file: String) throws(URDBRefused) {
        page = YAMLPage(file: file)
        guard let root = page.compose(json) else { throw URDBRefused(faults: page.faults) }
        if let list = root.mapping?["items"] {
            items = page.list(list, ["items"]).enumerated().map { (["items", "\($0)"], $1) }
            if items.isEmpty { page.note("the answer holds no rate", ["items"], list) }
        } else {
            items = [([], root)]
        }
        labels = items.map { $0.node.mapping?["label"]?.scalar?.string ?? "" }
        guard page.faults.isEmpty else { throw URDBRefused(faults: page.faults) }
    }

    /// Every rate, or those with the label. Refused as a whole where one cannot be imported.
    package func rates(label: String? = nil) throws(URDBRefused) -> [URDBRate] {
        let chosen = zip(labels, items).filter { label == nil || $0.0 == label }
        if chosen.isEmpty {
            let known = labels.prefix(20).joined(separator: ", ")
            page.note("no rate has the label", ["label"], nil, suggestion: "labels: \(known)")
        }
        let rates = chosen.compactMap { label, item in
            URDBReader(page: page, path: item.path).rate(item.node)
        }
        guard page.faults.isEmpty else { throw URDBRefused(faults: page.faults) }
        return rates
    }
}

/// A file of the rate database that cannot be imported, with every mistake found in it.
package struct URDBRefused: Error, Hashable, Sendable, CustomStringConvertible {
    package let faults: [YAMLFault]

    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
