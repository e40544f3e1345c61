/// A value as the driver sends it, in the binary form of its type.
package enum Value: Hashable, Sendable {
    case null
    /// `BIGINT`
    case int(Int64)
    case text(String)
    /// `BYTEA`
    case bytes([UInt8])

    /// The number of the type in the server's catalogue; null leaves it to the statement.
    var type: UInt32 {
        switch self {
        case .null: 0
        case .int: TypeID.int8
        case .text: TypeID.text
        case .bytes: TypeID.bytea
        }
    }
}

/// Numbers of the types that are read and written, as every server has them.
enum TypeID {
    static let bool: UInt32 = 16
    static let bytea: UInt32 = 17
    static let char: UInt32 = 18
    static let name: UInt32 = 19
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let text: UInt32 = 25
    static let oid: UInt32 = 26
    static let varchar: UInt32 = 1043
    static let void: UInt32 = 2278
}

/// The parameters of one statement, laid out for libpq.
struct Parameters {
    let types: [UInt32]
    private let bytes: [UInt8]
    /// Where each begins in `bytes`; negative for null.
    private let offsets: [Int]
    private let lengths: [Int32]

    init(_ values: [Value]) {
        var (bytes, offsets, lengths): ([UInt8], [Int], [Int32]) = ([], [], [])
        for value in values {
            let start = bytes.count
            switch value {
            case .null: break
            case .int(let number): bytes.append(number)
            case .text(let text): bytes.append(contentsOf: text.utf8)
            case .bytes(let content): bytes.append(contentsOf: content)
            }
            offsets.append(value == .null ? -1 : start)
            lengths.append(Int32(bytes.count - start))
        }
        // libpq takes a null pointer for null, so an empty text at the end needs a byte behind it.
        bytes.append(0)
        (self.bytes, self.offsets, self.lengths) = (bytes, offsets, lengths)
        types = values.map(\.type)
    }

    var count: Int32 { Int32(types.count) }

    /// Lends pointers to the values, their lengths and their formats, all binary.
    func withPointers<T>(
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>
        ) -> T
    ) -> T {
        bytes.withUnsafeBytes { raw in
            let start = raw.bindMemory(to: CChar.self).baseAddress
            let pointers = offsets.map { offset in offset < 0 ? nil : start.map { $0 + offset } }
            let formats = [Int32](repeating: 1, count: max(1, types.count))
            return pointers.withUnsafeBufferPointer { pointers in
                lengths.withUnsafeBufferPointer { lengths in
                    body(pointers.baseAddress!, lengths.baseAddress!, formats)
                }
            }
        }
    }
}

extension [UInt8] {
    /// Appends a number in network order.
    mutating func append(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}
