package import Measures

/// Why an agreement cannot stand beside those that are known.
package enum AgreementRefused: Error, Hashable, Sendable {
    /// It is known at another supply point; an agreement keeps its own.
    case moved
    /// On these days another agreement of its supply point holds (rule D2 AC-DOB).
    case taken(Period)
}

/// The agreements of supply points, as they are known.
package struct PointAgreements: Sendable {
    private var agreements: [Int64: [Agreement]] = [:]
    private var points: [Int64: Int64] = [:]

    package init(_ agreements: [Agreement]) {
        self.agreements = Dictionary(grouping: agreements, by: \.supplyPointID)
        for agreement in agreements { points[agreement.id] = agreement.supplyPointID }
    }

    package func refusal(of agreement: Agreement) -> AgreementRefused? {
        if let point = points[agreement.id], point != agreement.supplyPointID { return .moved }
        let others = (agreements[agreement.supplyPointID] ?? []).filter { $0.id != agreement.id }
        return agreement.overlap(with: others).map { .taken($0) }
    }

    /// Keeps it in the place of what is known of it.
    package mutating func keep(_ agreement: Agreement) {
        let point = agreement.supplyPointID
        agreements[point, default: []].removeAll { $0.id == agreement.id }
        agreements[point, default: []].append(agreement)
        points[agreement.id] = point
    }

    /// How often days between two agreements of a supply point are in neither: nobody is billed
    /// for them.
    ///
    /// - Parameter ids: of agreements; their supply points are asked.
    package func gaps(ofAgreements ids: some Sequence<Int64>) -> Int {
        Set(ids.compactMap { points[$0] }).reduce(0) { $0 + gaps(at: $1) }
    }

    private func gaps(at point: Int64) -> Int {
        let ordered = (agreements[point] ?? []).map(\.period).filter { !$0.isEmpty }
            .sorted { $0.start < $1.start }
        return zip(ordered, ordered.dropFirst()).count { $0.end < $1.start }
    }
}
