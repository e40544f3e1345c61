/// The bytes of a document as they are written: numbers, names and texts in the forms of PDF.
package struct PDFBytes: Sendable {
    /// Room for what comes; its first `count` bytes are written.
    private var room: [UInt8]
    private(set) var count = 0

    init(capacity: Int = 64) { room = [UInt8](repeating: 0, count: capacity) }

    /// Bytes that are there already.
    init(_ bytes: [UInt8]) { (room, count) = (bytes, bytes.count) }

    /// What was written, as bytes of its own.
    package var bytes: [UInt8] { Array(room[..<count]) }

    /// Lends what was written.
    func withBytes<T>(_ body: (UnsafeRawBufferPointer) -> T) -> T {
        room.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        if count == room.count { grow(by: 1) }
        room[count] = byte
        count += 1
    }

    mutating func put(_ text: StaticString) {
        put(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func put(_ more: [UInt8]) { more.withUnsafeBytes { put($0) } }

    mutating func put(_ more: PDFBytes) { more.withBytes { put($0) } }

    mutating func put(_ more: UnsafeRawBufferPointer) {
        if room.count - count < more.count { grow(by: more.count) }
        let start = count
        room.withUnsafeMutableBytes { room in
            UnsafeMutableRawBufferPointer(rebasing: room[start...]).copyMemory(from: more)
        }
        count += more.count
    }

    /// Begins again in the same room.
    mutating func empty() { count = 0 }

    mutating func put(_ number: Int) { put(atMost: 24) { $0.put(number) } }

    /// A length in points with at most two places, from thousandths of a point.
    mutating func put(length: Int) { put(atMost: 24) { $0.put(length: length) } }

    /// Two lengths, each with a blank after it: a point.
    mutating func put(x: Int, y: Int) {
        put(atMost: 50) { $0.put(x: x, y: y) }
    }

    /// What is put into the room, at most so many bytes, in one go.
    @inline(__always)
    mutating func put(atMost maximum: Int, _ body: (inout Room) -> Void) {
        if room.count - count < maximum { grow(by: maximum) }
        let start = count
        count = room.withUnsafeMutableBufferPointer { bytes in
            var room = Room(bytes: bytes, from: start)
            body(&room)
            return room.count
        }
    }

    /// Doubles the room, or more where more is wanted.
    private mutating func grow(by size: Int) {
        room += repeatElement(0, count: max(room.count, size))
    }

    /// A reference to another object: `12 0 R`.
    mutating func put(reference number: Int) { put(atMost: 28) { $0.put(reference: number) } }

    /// A text for people: plain ASCII as it is, everything else as UTF-16.
    mutating func put(text: String) {
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return put(wide: text) }
        put(atMost: text.utf8.count * 2 + 2) { room in
            room.put(UInt8(ascii: "("))
            for byte in text.utf8 { room.put(inString: byte) }
            room.put(UInt8(ascii: ")"))
        }
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

    /// A whole number in so many bytes, the highest first.
    mutating func put(_ number: Int, width: Int) {
        put(atMost: width) { $0.put(number, width: width) }
    }
}

extension PDFBytes {
    /// A little room of known size, quick to fill.
    struct Room {
        let bytes: UnsafeMutableBufferPointer<UInt8>
        private(set) var count: Int

        init(bytes: UnsafeMutableBufferPointer<UInt8>, from start: Int) {
            self.bytes = bytes
            count = start
        }

        @inline(__always)
        mutating func put(_ byte: UInt8) {
            bytes[count] = byte
            count += 1
        }

        /// One byte inside `(…)`.
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

        @inline(__always)
        mutating func put(reference number: Int) {
            put(number)
            put(" 0 R")
        }

        @inline(__always)
        mutating func put(_ number: Int, width: Int) {
            for index in stride(from: width - 1, through: 0, by: -1) {
                put(UInt8(truncatingIfNeeded: number >> (index * 8)))
            }
        }

        @inline(__always)
        mutating func put(_ text: StaticString) {
            UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(bytes)[count...])
                .copyMemory(
                    from: .init(start: text.utf8Start, count: text.utf8CodeUnitCount))
            count += text.utf8CodeUnitCount
        }

        /// Two lengths, each with a blank after it: a point.
        mutating func put(x: Int, y: Int) {
            put(length: x)
            put(UInt8(ascii: " "))
            put(length: y)
            put(UInt8(ascii: " "))
        }

        /// A share of 255 in thousandths, cut: `0.137`.
        mutating func put(shade: UInt8) {
            let thousandths = Int(shade) * 1000 / 255
            guard thousandths % 1000 > 0 else { return put(thousandths / 1000) }
            put("0.")
            put(UInt8(48 + thousandths / 100))
            put(UInt8(48 + thousandths / 10 % 10))
            put(UInt8(48 + thousandths % 10))
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
            var (end, rest) = (count + 1, number / 10)
            while rest > 0 { (end, rest) = (end + 1, rest / 10) }
            (count, rest) = (end, number)
            repeat {
                end -= 1
                bytes[end] = UInt8(truncatingIfNeeded: 48 + rest % 10)
                rest /= 10
            } while rest > 0
        }
    }
}
