import Measures

/// Takes a file's name and its bytes.
package typealias EmitFile = (_ name: String, _ bytes: [UInt8]) throws -> Void

/// An import file being written: bytes are appended without making a string of each field.
struct TextFile {
    private(set) var bytes: [UInt8] = []
    private(set) var lines = 0

    init(_ header: String, capacity: Int = 4096) {
        bytes.reserveCapacity(capacity)
        text(header)
        endLine()
    }

    mutating func text(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func text(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A row that is already in the form of the file.
    mutating func row(line: String) {
        text(line)
        endLine()
    }

    mutating func byte(_ byte: UInt8) { bytes.append(byte) }
    mutating func comma() { bytes.append(44) }

    mutating func endLine(carriageReturn: Bool = false) {
        if carriageReturn { bytes.append(13) }
        bytes.append(10)
        lines += 1
    }

    /// A row of fields; those with a comma are quoted.
    mutating func row(_ fields: String...) {
        for (index, field) in fields.enumerated() {
            if index > 0 { comma() }
            let isQuoted = field.utf8.contains(44)
            if isQuoted { byte(34) }
            text(field)
            if isQuoted { byte(34) }
        }
        endLine()
    }

    mutating func number(_ value: Int, width: Int = 1) {
        var (divisor, digits) = (1, 1)
        while value / divisor >= 10 || digits < width {
            divisor *= 10
            digits += 1
        }
        while divisor > 0 {
            bytes.append(UInt8(48 + value / divisor % 10))
            divisor /= 10
        }
    }

    /// A number of thousandths as a decimal with `places` decimal places, at most three.
    mutating func decimal(_ thousandths: Int, places: Int = 3) {
        number(thousandths / 1000)
        guard places > 0 else { return }
        bytes.append(46)
        var divisor = 100
        for _ in 0..<places {
            bytes.append(UInt8(48 + thousandths / divisor % 10))
            divisor /= 10
        }
    }

    /// `2025-03-31`, or `20250331` where `compact`.
    mutating func day(_ day: Day, compact: Bool = false) {
        let (year, month, dayOfMonth) = day.date
        number(year, width: 4)
        if !compact { bytes.append(45) }
        number(month, width: 2)
        if !compact { bytes.append(45) }
        number(dayOfMonth, width: 2)
    }
}

/// `42` as `000042`.
func padded(_ number: Int, _ width: Int = 6) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
