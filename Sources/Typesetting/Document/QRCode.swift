import CQREncode

/// A text as a square of dark and light modules (ISO/IEC 18004), error correction level M.
package struct QRCode: Sendable {
    /// Modules on a side, without the quiet zone.
    package let size: Int
    private let modules: [UInt8]

    /// Nil for a text that is too long for any code.
    package init?(_ text: String) {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else {
            return nil
        }
        defer { QRcode_free(code) }
        size = Int(code.pointee.width)
        modules = Array(UnsafeBufferPointer(start: code.pointee.data, count: size * size))
    }

    package func isDark(column: Int, row: Int) -> Bool { modules[row * size + column] & 1 == 1 }

    /// Dark modules that lie side by side, as one: row, first column, how many.
    var bars: [(row: Int, column: Int, count: Int)] {
        var bars: [(row: Int, column: Int, count: Int)] = []
        for row in 0..<size {
            for column in 0..<size where isDark(column: column, row: row) {
                if column > 0, isDark(column: column - 1, row: row) {
                    bars[bars.count - 1].count += 1
                } else {
                    bars.append((row, column, 1))
                }
            }
        }
        return bars
    }
}
