import Interchange
import Tariffs
import Testing

/// A book that is written and read again says the same.
@Suite("Writing tariff books")
struct BookWritingTests {
    static let books = ["Books", "Benchmarks/books"].flatMap { folder in
        Project.files(in: folder, ending: ".yaml")
    }

    @Test("written and read again it is the same book", arguments: books)
    func same(path: String) throws {
        let book = try TariffBook.read(yaml: Project.text(path), file: path)
        let text = book.yaml(notes: ["A note: with \"quotes\""])
        #expect(try TariffBook.read(yaml: text, file: path) == book, "\(text)")
    }

    @Test("there are books") func present() { #expect(Self.books.count > 30) }
}
