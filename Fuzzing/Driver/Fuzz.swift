import FuzzedParsers
internal import Glibc

// What libFuzzer asks of a program; its own `main` calls these two.
//
// A parser answers or refuses; whatever else it does (a trap, an overflow, memory without end) is
// what is looked for. `PARSER` names the one to feed; without a name the program lists them.

/// The parser that is fed.
nonisolated(unsafe) private var parse: @Sendable ([UInt8]) -> Void = { _ in }

@_cdecl("LLVMFuzzerInitialize")
func initialise(_ count: UnsafeMutableRawPointer, _ words: UnsafeMutableRawPointer) -> Int32 {
    guard let name = getenv("PARSER"), let parser = Parser(rawValue: String(cString: name)) else {
        for parser in Parser.allCases { print(parser.rawValue) }
        exit(0)
    }
    parse = parser.parse
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
func take(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    parse(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
