/// What an act is done to, as a typed object.
package struct Subject: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case installation, file, run, finding, reading, bill, account, party, scheme, meter
        case supplyPoint = "supply-point"
        case tariff, policy, letters, person, credential, limit, proposal, event, entity, job
        case message
    }

    package let kind: Kind
    /// Its number or code.
    package let id: String
    /// As people read it in a list of events: `run 12`.
    package let text: String

    package init(_ kind: Kind, _ id: String, described text: String? = nil) {
        self.kind = kind
        self.id = id
        self.text = text ?? "\(kind.rawValue) \(id)"
    }

    package init(_ kind: Kind, _ id: Int64, described text: String? = nil) {
        self.init(kind, "\(id)", described: text)
    }
}
