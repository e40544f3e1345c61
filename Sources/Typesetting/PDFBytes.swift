/// The bytes of a document as they are written: numbers, names and texts in the forms of PDF.
package struct PDFBytes: Sendable {
    package private(set) var bytes: [UInt8] = []

    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    var count: Int { bytes.count }

    mutating func put(_ byte: UInt8) { bytes.append(byte) }

    mutating func put(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ more: [UInt8]) { bytes.append(contentsOf: more) }

    mutating func put(_ more: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: more) }

    mutating func empty() { bytes.removeAll(keepingCapacity: true) }

    mutating func put(_ number: Int) { put(atMost: 24) { $0.put(number) } }

    /// A length in points with at most two places, from thousandths of a point.
    mutating func put(length: Int) { put(atMost: 24) { $0.put(length: length) } }

    /// Two lengths, each with a blank after it: a point.
    mutating func put(x: Int, y: Int) {
        put(atMost: 50) { room in
            room.put(length: x)
            room.put(UInt8(ascii: " "))
            room.put(length: y)
            room.put(UInt8(ascii: " "))
        }
    }

    /// What is put into `room`, at most so many bytes, in one go.
    mutating func put(atMost most: Int, _ body: (inout Room) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most) { bytes in
            var room = Room(bytes: bytes)
            body(&room)
            put(UnsafeBufferPointer(rebasing: bytes[..<room.count]))
        }
    }

    /// A reference to another object: `12 0 R`.
    mutating func put(reference number: Int) {
        put(number)
        put(" 0 R")
    }

    /// A text for people: plain ASCII as it is, everything else as UTF-16.
    mutating func put(text: String) {
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return put(wide: text) }
        put(UInt8(ascii: "("))
        for byte in text.utf8 { put(inString: byte) }
        put(UInt8(ascii: ")"))
    }

    private mutating func put(wide text: String) {
        put("<FEFF")
        for unit in text.utf16 { put(hexadecimal: unit) }
        put(UInt8(ascii: ">"))
    }

    mutating func put(hexadecimal unit: UInt16) {
        put(hexadecimal: UInt8(unit >> 8))
        put(hexadecimal: UInt8(unit & 255))
    }

    mutating func put(hexadecimal byte: UInt8) {
        for digit in [byte >> 4, byte & 15] { put(digit + (digit < 10 ? 48 : 55)) }
    }

    /// One byte inside `(…)`.
    mutating func put(inString byte: UInt8) {
        put(atMost: 2) { $0.put(inString: byte) }
    }

    /// A whole number in so many bytes, the highest first.
    mutating func put(_ number: Int, width: Int) {
        for place in (0..<width).reversed() {
            put(UInt8(truncatingIfNeeded: number >> (place * 8)))
        }
    }
}

extension PDFBytes {
    /// A little room of known size, quick to fill.
    struct Room {
        let bytes: UnsafeMutableBufferPointer<UInt8>
        private(set) var count = 0

        init(bytes: UnsafeMutableBufferPointer<UInt8>) { self.bytes = bytes }

        @inline(__always)
        mutating func put(_ byte: UInt8) {
            bytes[count] = byte
            count += 1
        }

        @inline(__always)
        mutating func put(inString byte: UInt8) {
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"):
                put(UInt8(ascii: "\\"))
                put(byte)
            case 13:
                put(UInt8(ascii: "\\"))
                put(UInt8(ascii: "r"))
            default: put(byte)
            }
        }

        mutating func put(_ number: Int) {
            if number < 0 { put(UInt8(ascii: "-")) }
            put(digits: number.magnitude)
        }

        mutating func put(length: Int) {
            let hundredths = (length.magnitude + 5) / 10
            if length < 0, hundredths > 0 { put(UInt8(ascii: "-")) }
            let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
            put(digits: whole)
            guard rest > 0 else { return }
            put(UInt8(ascii: "."))
            put(UInt8(48 + rest / 10))
            if rest % 10 > 0 { put(UInt8(48 + rest % 10)) }
        }

        private mutating func put(digits number: UInt) {
            var size: UInt = 1
            while number / size >= 10 { size *= 10 }
            while size > 0 {
                put(UInt8(48 + number / size % 10))
                size /= 10
            }
        }
    }
}
