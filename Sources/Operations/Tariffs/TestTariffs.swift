import Foundation
package import Interchange
import Measures
package import Tariffs

/// An analyst tests books: each case is rated and laid beside the bill that must come out.
package struct TestTariffs: Sendable {
    package typealias Bill = BillCase.Bill

    package struct Tested: Sendable {
        package let file: String
        package let id: String
        package let title: String
        /// Every line, tax and total; empty where the case could not be rated.
        package let figures: [BillCase.Bill.Comparison]
        /// The bill that came out, with its working; nil where the case could not be rated.
        package let bill: Bill?
        /// Why it could not be rated.
        package let refusal: String?
        package var passes: Bool { refusal == nil && figures.allSatisfy(\.agrees) }
    }

    /// Where books lie; unless given, in `Books` beside or above the case.
    let books: String?
    /// Says why a case cannot be rated.
    let tell: @Sendable (any Error) -> String

    package init(books: String?, tell: @escaping @Sendable (any Error) -> String) {
        self.books = books
        self.tell = tell
    }

    package func callAsFunction(_ paths: [String]) throws -> [Tested] {
        let files = TariffFiles.all(paths)
        guard !files.isEmpty else {
            throw TariffToolRefused.noCases(paths.joined(separator: ", "))
        }
        return files.map(tested)
    }

    private func tested(_ file: String) -> Tested {
        var (id, title) = (TestTariffs.name(file), "")
        do {
            let found = try BillCase.read(yaml: TariffFiles.text(file), file: file)
            (id, title) = (found.id, found.title)
            let bill = try found.rated({ try plan($0, file) }, zone: TimeZoneTables.zone)
            let figures = bill.compared(with: found.expected)
            return Tested(
                file: file, id: id, title: title, figures: figures, bill: bill, refusal: nil)
        } catch {
            return Tested(
                file: file, id: id, title: title, figures: [], bill: nil, refusal: tell(error))
        }
    }

    private static func name(_ file: String) -> String {
        file.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? file
    }

    private func plan(_ book: String, _ file: String) throws -> TariffPlan {
        let (places, own) = (places(of: book, file), TestTariffs.real(file))
        let there = places.filter(FileManager.default.fileExists)
        if let path = there.first(where: { TestTariffs.real($0) != own }) {
            return try TariffFiles.plan(path)
        }
        guard there.isEmpty else { throw TariffToolRefused.caseIsBook(book, case: file) }
        throw TariffToolRefused.noBook(book, case: file, lookedIn: places)
    }

    /// One path of a file, however it was named.
    private static func real(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }

    /// In `books` where it is given; else beside the case, then in `Books` there and above.
    private func places(of book: String, _ file: String) -> [String] {
        let name = book.hasSuffix(".yaml") ? book : book + ".yaml"
        if let books { return [books + "/" + name] }
        var folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        var all = [folder.appendingPathComponent(name).path]
        while true {
            all.append(folder.appendingPathComponent("Books/" + name).path)
            let above = folder.deletingLastPathComponent()
            guard above.path != folder.path, folder.path != "/" else { return all }
            folder = above
        }
    }
}

extension TestTariffs {
    /// A refusal of a case or book in words; `rating` tells why a tariff could not rate.
    package static func sentence(
        _ error: any Error, rating: (RatingRefused) -> String
    ) -> String {
        guard let refused = error as? BillCaseRefused else { return "\(error)" }
        switch refused {
        case .unknownInput(let name, let book): return "\(book) is not told \"\(name)\"."
        case .badNumber(let name, let value): return "\(name) cannot be \"\(value)\"."
        case .unknownZone(let name): return "there is no time zone \"\(name)\"."
        case .intervalsDiffer(let given, let expected):
            return "the period has \(expected) intervals, and \(given) are given."
        case .price(let missing): return missing.sentence
        case .demandUnknown(let window, let minutes):
            return "demand over \(window) minutes is not known from intervals of \(minutes)."
        case .unknownBand(let name): return "the tariff has no band \"\(name)\"."
        case .rating(let refused, let book): return "\(book): " + rating(refused)
        }
    }
}

extension PriceMissing {
    /// In words, for who gives the prices.
    package var sentence: String {
        switch place {
        case .at(let instant): "the series \(series) has no price at \(instant.utcText)."
        case .on(let day): "the series \(series) has no price on \(day)."
        case .severalInside(let instant):
            "the series \(series) has several prices in the interval of use from "
                + "\(instant.utcText)."
        }
    }
}
