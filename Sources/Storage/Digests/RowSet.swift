import CCrypto
import Measures

/// One digest of a set of rows, independent of their order; rows can be added and removed.
///
/// Each row's digest is stretched to 2048 bits, taken as 32 numbers of 64 bits that are added
/// separately. XOR of digests could be forged by solving linear equations, and a sum of 256 bits by
/// a generalised birthday attack in 2^32 steps. With 2048 bits the attack takes about 2^80 steps
/// for a set of thirty million forged rows, and more for fewer.
struct RowSet {
    private(set) var count = 0
    private var lanes = [UInt64](repeating: 0, count: RowSet.width)

    static let width = 32

    mutating func add(_ row: Digest, with stretcher: Stretcher) {
        count += 1
        stretcher.stretch(row) { words in
            for lane in 0..<RowSet.width { lanes[lane] &+= UInt64(littleEndian: words[lane]) }
        }
    }

    mutating func remove(_ row: Digest, with stretcher: Stretcher) {
        count -= 1
        stretcher.stretch(row) { words in
            for lane in 0..<RowSet.width { lanes[lane] &-= UInt64(littleEndian: words[lane]) }
        }
    }

    mutating func add(_ other: RowSet) {
        count += other.count
        for lane in 0..<RowSet.width { lanes[lane] &+= other.lanes[lane] }
    }

    var digest: Digest {
        lanes.map(\.littleEndian).withUnsafeBytes { SHA256.digest(of: $0) }
    }
}

/// Stretches digests to the width of a `RowSet`: AES-256 in counter mode, keyed by the digest.
final class Stretcher {
    private let context = EVP_CIPHER_CTX_new()
    private let zeros = [UInt8](repeating: 0, count: RowSet.width * 8)
    private let words = UnsafeMutablePointer<UInt64>.allocate(capacity: RowSet.width)

    init() { EVP_EncryptInit_ex(context, EVP_aes_256_ctr(), nil, nil, nil) }

    deinit {
        EVP_CIPHER_CTX_free(context)
        words.deallocate()
    }

    func stretch(_ digest: Digest, _ body: (UnsafeMutablePointer<UInt64>) -> Void) {
        digest.withBytes { key in
            let key = key.bindMemory(to: UInt8.self).baseAddress
            EVP_EncryptInit_ex(context, nil, nil, key, zeros)
        }
        words.withMemoryRebound(to: UInt8.self, capacity: zeros.count) {
            var written: Int32 = 0
            EVP_EncryptUpdate(context, $0, &written, zeros, Int32(zeros.count))
        }
        body(words)
    }
}
