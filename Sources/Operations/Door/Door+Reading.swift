package import Access
import Measures
package import Storage

extension Door {
    /// Shows what the caller may see: the books, once a permission is named and held for the scheme,
    /// or, for nil, for all of them.
    package func read<T>(
        _ permission: Permission, in scheme: String? = nil, rows: ProjectionScope = .all,
        _ body: (Books) throws -> T
    ) throws -> T {
        try installation.read(rows: rows) { books in
            if let refused = try books.authority(of: caller).refusal(to: permission, in: scheme) {
                throw refused
            }
            return try body(books)
        }
    }
}
