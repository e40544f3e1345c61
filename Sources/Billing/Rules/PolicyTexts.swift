import Ledger
package import Measures
package import Rulebook

/// The words that a utility prints on bills and letters: by name, scheme, commodity and language.
package struct PolicyTexts: Sendable, Hashable {
    /// One text, and the schemes and commodities it is for. An empty set stands for all.
    package struct Entry: Sendable, Hashable {
        package var name: UtilityText
        package var schemes: Set<String>
        package var commodities: Set<Commodity>
        /// By language, such as `en` or `fr-CA`; the default language is always there.
        package var words: [String: [String]]

        package init(
            _ name: UtilityText, schemes: Set<String> = [], commodities: Set<Commodity> = [],
            words: [String: [String]]
        ) {
            self.name = name
            self.schemes = schemes
            self.commodities = commodities
            self.words = words
        }
    }

    /// The language of whoever has words in no language of his own.
    package var language: String
    package var entries: [Entry]

    package init(language: String = "en", entries: [Entry] = []) {
        self.language = language
        self.entries = entries
    }

    /// The lines of a text, one for each commodity that has its own; empty where there is none.
    ///
    /// An entry that names the scheme is preferred to one for all, then one that names the
    /// commodity; of equals the later one is taken.
    package func lines(
        _ name: UtilityText, scheme: String, commodities: [Commodity], language wanted: String
    ) -> [String] {
        var lines: [String] = []
        for commodity in commodities {
            guard let entry = entry(name, scheme: scheme, commodity: commodity) else { continue }
            lines += said(entry, in: wanted).filter { !lines.contains($0) }
        }
        return lines
    }

    private func entry(
        _ name: UtilityText, scheme: String, commodity: Commodity
    ) -> Entry? {
        let fitting = entries.filter { entry in
            entry.name == name && (entry.schemes.isEmpty || entry.schemes.contains(scheme))
                && (entry.commodities.isEmpty || entry.commodities.contains(commodity))
        }
        func weight(_ entry: Entry) -> Int {
            (entry.schemes.isEmpty ? 0 : 2) + (entry.commodities.isEmpty ? 0 : 1)
        }
        return fitting.reversed().max { weight($0) < weight($1) }
    }

    /// In the language asked for, else in the same without its region, else in the default one.
    private func said(_ entry: Entry, in wanted: String) -> [String] {
        let plain = wanted.split(separator: "-").first.map(String.init) ?? wanted
        return entry.words[wanted] ?? entry.words[plain] ?? entry.words[language] ?? []
    }
}
