import Measures

extension BookReview {
    /// What quotes and cases hand on by `carries` a run takes by `from_bills`: a number has both, and
    /// both count over the same time. A book without `carries` leaves its cases to give the numbers.
    var carries: [BookWarning] {
        guard !book.carries.isEmpty else { return [] }
        return book.carries.compactMap { warning($0) } + book.inputs.compactMap { warning($0) }
    }

    private func warning(_ carry: TariffBook.Carry) -> BookWarning? {
        let path = ["carries", carry.input]
        guard let input = book.inputs.first(where: { $0.name == carry.input }) else { return nil }
        guard let bills = input.fromBills else {
            return BookWarning(path: path, kind: .carriedNotTaken(carry.input))
        }
        guard carry.resetsYearly != (bills.span == .year) else { return nil }
        return BookWarning(
            path: path, kind: .carriedOtherwise(carry.input, carryResets: carry.resetsYearly))
    }

    /// Only a number is carried; the series and the demands of earlier bills are not.
    private func warning(_ input: TariffBook.Input) -> BookWarning? {
        guard let bills = input.fromBills, input.kind == .number, bills.figure != .property,
            !book.carries.contains(where: { $0.input == input.name })
        else { return nil }
        return BookWarning(
            path: ["inputs", input.name, "from_bills"], kind: .takenNotCarried(input.name))
    }
}
