import Measures

extension BookReview {
    /// What quotes and cases hand on by `carries` a run takes by `from_bills`: a number has both, and
    /// both count over the same time. A book without `carries` leaves its cases to give the numbers.
    var carries: [BookDoubt] {
        guard !book.carries.isEmpty else { return [] }
        return book.carries.compactMap { doubt($0) } + book.inputs.compactMap { doubt($0) }
    }

    private func doubt(_ carry: TariffBook.Carry) -> BookDoubt? {
        let path = ["carries", carry.input]
        guard let input = book.inputs.first(where: { $0.name == carry.input }) else { return nil }
        guard let bills = input.fromBills else {
            return BookDoubt(path: path, kind: .carriedNotTaken(carry.input))
        }
        guard carry.resetsYearly != (bills.span == .year) else { return nil }
        return BookDoubt(
            path: path, kind: .carriedOtherwise(carry.input, carryResets: carry.resetsYearly))
    }

    /// Only a number is carried; the series and the demands of earlier bills are not.
    private func doubt(_ input: TariffBook.Input) -> BookDoubt? {
        guard let bills = input.fromBills, input.kind == .number, bills.figure != .property,
            !book.carries.contains(where: { $0.input == input.name })
        else { return nil }
        return BookDoubt(
            path: ["inputs", input.name, "from_bills"], kind: .takenNotCarried(input.name))
    }
}
