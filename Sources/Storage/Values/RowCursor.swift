/// A cursor over the rows of a query. A row is valid until the next call of `next`.
class RowCursor {
    func next() throws -> Row? { nil }

    final func map<T>(_ transform: (Row) throws -> T) throws -> [T] {
        var all: [T] = []
        while let row = try next() { all.append(try transform(row)) }
        return all
    }
}
