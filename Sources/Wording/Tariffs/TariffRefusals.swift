import Measures
import Operations
import Tariffs

extension TariffToolRefused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path.shown) cannot be read: \(reason)"
        case .noCases(let paths): "There is no .yaml file in \(paths)."
        case .noBook(let book, let file, let places):
            Self.noBook(book, in: file, places: places)
        case .caseIsBook(let book, let file): Self.caseIsBook(book, file)
        case .badSetting(let text):
            "--set \(text) is no setting: write name=value, such as --set kWh=310."
        case .unknownInput(let name, let nearest, let known):
            "The tariff is not told \"\(name)\"; "
                + (nearest.map { "did you mean \"\($0)\"?" }
                    ?? "it is told \(known.joined(separator: ", ")).")
        case .badValue(let name, let value, let expected):
            "\(name) cannot be \"\(value)\": expected \(expected)."
        case .noPart(let book, let file):
            "\(file) has several parts and none for \(book). Name its book in one of them."
        case .inputs(let refused): RatingSentence.text(refused)
        case .rating(let refused, let book): "\(book): \(RatingSentence.text(refused))"
        case .earlier(let reason, let book):
            "\(book): what it takes from earlier bills does not fit: \(reason)"
        }
    }
}

extension TariffToolRefused {
    private static func noBook(_ book: String, in file: String, places: [String]) -> String {
        "\(file): there is no book \"\(book)\". Name its folder with --books; looked for "
            + places.prefix(3).joined(separator: ", ") + (places.count > 3 ? " and above." : ".")
    }

    private static func caseIsBook(_ book: String, _ file: String) -> String {
        "\(file): the book \"\(book)\" would be this file, which is a bill case. Put the book in "
            + "a folder Books beside or above it, name its folder with --books, or rename the case."
    }
}

/// Why something cannot be rated, in words.
package enum RatingSentence {
    package static func text(_ error: any Error) -> String {
        switch error {
        case let refused as RatingRefused: text(refused)
        case let refused as TariffToolRefused: refused.description
        default: TestTariffs.sentence(error, rating: text)
        }
    }

    private static func text(_ refused: RatingRefused) -> String {
        switch refused {
        case .emptyPeriod(let day): "the period from \(day) has no days."
        case .missingUsage(let name): "nothing says how much \(name) was used: give \(name)."
        case .missingInput(let name): "the tariff must be told \(name)."
        case .missingPrice(let name, let day):
            "there is no price \(name) on \(day). Add it, or choose days on which it holds."
        case .seriesDiffer(let name, let count, let other):
            "series of one formula differ in length: \(name) has \(count) values, another \(other)."
        case .seriesAcrossPriceChange(let name, let day):
            "a price or bound changes on \(day), and \(name), a series or use in order of time, cannot "
                + "be split there: rate up to that day and from it on."
        case .missingIntervals(let name):
            "blocks fill in order of time, and the intervals of \(name) are not given: rate from "
                + "interval data."
        case .severalMonths(let period):
            "a charge depends on the month, and \(period) is not inside one: rate month by month."
        case .outOfRange(let name):
            "\(name) left the range of exact numbers, or a formula divides by zero."
        }
    }
}
