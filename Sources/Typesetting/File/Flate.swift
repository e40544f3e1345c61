import CDeflate

/// Compression as PDF wants it (zlib streams), by libdeflate.
///
/// One of these for each thread of work: it keeps its room for the next stream.
package final class Flate {
    private let compressor: OpaquePointer?
    private var room: [UInt8] = []

    /// The quickest level unless told; what is made once and used often is worth the best (12).
    init(level: Int32 = 1) { compressor = libdeflate_alloc_compressor(level) }

    deinit { libdeflate_free_compressor(compressor) }

    func compressed(_ bytes: [UInt8]) -> [UInt8] {
        let bound = libdeflate_zlib_compress_bound(compressor, bytes.count)
        if room.count < bound { room = [UInt8](repeating: 0, count: bound) }
        let count = room.withUnsafeMutableBytes { room in
            libdeflate_zlib_compress(
                compressor, bytes, bytes.count, room.baseAddress, room.count)
        }
        return Array(room[..<count])
    }
}
