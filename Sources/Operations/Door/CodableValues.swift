import Foundation
package import Measures

// Values of Measures in requests and answers: as people write them, exact.

extension Day: Codable {
    package init(from decoder: any Decoder) throws {
        self = try Coding.value(decoder, named: "a day", Day.init)
    }

    package func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}

extension Digest: Codable {
    package init(from decoder: any Decoder) throws {
        self = try Coding.value(decoder, named: "a digest", Digest.init(hexadecimal:))
    }

    package func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}

extension Quantity: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(millionths: try Int64(from: decoder))
    }

    /// Millionths of the unit.
    package func encode(to encoder: any Encoder) throws { try millionths.encode(to: encoder) }
}

extension Money: Codable {
    private enum Key: String, CodingKey { case minorUnits, currency }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let code = try values.decode(String.self, forKey: .currency)
        guard let currency = Currency(rawValue: code) else {
            throw DecodingError.dataCorruptedError(
                forKey: .currency, in: values, debugDescription: "\(code) is no currency")
        }
        self.init(
            minorUnits: try values.decode(Int64.self, forKey: .minorUnits), currency: currency)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(minorUnits, forKey: .minorUnits)
        try values.encode(currency.rawValue, forKey: .currency)
    }
}

extension Measures.Unit: Codable {
    package init(from decoder: any Decoder) throws { self.init(try String(from: decoder)) }
    package func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}

extension Coding {
    static func value<T>(
        _ decoder: any Decoder, named what: String, _ make: (String) -> T?
    ) throws -> T {
        let text = try String(from: decoder)
        guard let value = make(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(text) is not \(what)"))
        }
        return value
    }
}
