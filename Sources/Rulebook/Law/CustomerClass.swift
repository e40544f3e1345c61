/// Who is supplied, as far as the law tells customers apart.
package enum CustomerClass: String, Sendable, Hashable, CaseIterable {
    case domestic, microbusiness, business

    /// The class that a price list's own word means; a word that says nothing is a household,
    /// whom the law protects most.
    package init(ofPriceList word: String) {
        switch word.lowercased() {
        case "business", "commercial", "industrial", "non-domestic", "nondomestic":
            self = .business
        case "microbusiness", "micro", "micro-business", "small-business": self = .microbusiness
        default: self = .domestic
        }
    }
}
