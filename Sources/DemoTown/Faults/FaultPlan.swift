/// Which supply points have something wrong with them, and when.
struct FaultPlan: Sendable {
    struct Fault: Sendable {
        let kind: PlantedFault.Kind
        /// The month it is found in.
        let month: Int

        /// Whether it spoils the reading at the end of `month`.
        func covers(_ month: Int) -> Bool {
            kind == .estimateRun
                ? month > self.month - 3 && month <= self.month : month == self.month
        }

        /// Days without intervals, as offsets from the first day of the month.
        var gap: Range<Int>? {
            switch kind {
            case .intervalGap: return 8..<17
            case .intervalHole: return 11..<13
            default: return nil
            }
        }
    }

    /// By number of the supply point, which has one fault at most.
    private(set) var ofPoints: [Int: Fault] = [:]
    /// Supply points that rows to be refused name, by kind.
    private(set) var refused: [PlantedFault.Kind: [Int]] = [:]
    private var reserved: Set<Int> = []

    mutating func plant(_ fault: Fault, at point: Int) { ofPoints[point] = fault }

    /// Keeps a supply point for rows to be refused: it gets no other fault.
    mutating func refuse(_ kind: PlantedFault.Kind, at point: Int) {
        reserved.insert(point)
        refused[kind, default: []].append(point)
    }

    /// By number of the supply point.
    var inOrder: [(Int, Fault)] { ofPoints.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    func touches(_ point: Int) -> Bool { ofPoints[point] != nil || reserved.contains(point) }
}
