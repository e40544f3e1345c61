import CCurl

/// A handle of libcurl with its options: one thread at a time.
final class Transfer {
    private let curl: UnsafeMutableRawPointer
    private var refused: CURLcode?
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var errorText = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// libcurl could not be prepared: there is no memory.
    struct NoCurl: Error {}

    init() throws {
        guard Transfer.isReady, let curl = curl_easy_init() else { throw NoCurl() }
        self.curl = curl
    }

    deinit {
        curl_easy_cleanup(curl)
        freeLists()
    }

    private func freeLists() {
        lists.forEach { curl_slist_free_all($0) }
        lists = []
    }

    /// Forgets all options; connections stay.
    func reset() {
        curl_easy_reset(curl)
        refused = nil
        freeLists()
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    }

    func set(_ option: CURLoption, _ value: Int) { note(plumbline_set_long(curl, option, value)) }

    func set(_ option: CURLoption, _ value: String) {
        note(plumbline_set_text(curl, option, value))
    }

    func set(_ option: CURLoption, size: Int) {
        note(plumbline_set_size(curl, option, curl_off_t(size)))
    }

    func set(_ option: CURLoption, list: [String]) {
        let made = list.reduce(nil) { curl_slist_append($0, $1) }
        guard let made else { return note(CURLE_OUT_OF_MEMORY) }
        lists.append(made)
        note(plumbline_set_pointer(curl, option, made))
    }

    func allowMailOnly() { note(plumbline_allow_mail_only(curl)) }

    func allowHTTPSOnly() { note(plumbline_allow_https_only(curl)) }

    /// Seconds that one reply may take.
    func limitResponse(_ seconds: Int) { note(plumbline_set_response_limit(curl, seconds)) }

    /// An option that libcurl does not take (no TLS in it, say) lets nothing out.
    private func note(_ code: CURLcode) { if code != CURLE_OK { refused = code } }

    /// Carries out the conversation, and gives what libcurl says of its end, nil where it was well.
    func perform(_ exchange: Exchange) -> Failure? {
        if let refused {
            let said = String(cString: curl_easy_strerror(refused))
            return Failure(code: refused, said: "libcurl does not take an option: \(said)")
        }
        let place = Unmanaged.passUnretained(exchange).toOpaque()
        listen(place)
        // A connection that is closed later still talks.
        defer { hear(nil) }
        errorText[0] = 0
        let code = errorText.withUnsafeMutableBufferPointer { text in
            _ = plumbline_set_pointer(curl, CURLOPT_ERRORBUFFER, text.baseAddress)
            defer { _ = plumbline_set_pointer(curl, CURLOPT_ERRORBUFFER, nil) }
            return withExtendedLifetime(exchange) { curl_easy_perform(curl) }
        }
        guard code != CURLE_OK else { return nil }
        let said = errorText.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return Failure(
            code: code,
            said: said.isEmpty
                ? String(cString: curl_easy_strerror(code)) : Exchange.oneLine(said))
    }

    struct Failure {
        let code: CURLcode
        let said: String
    }

    private func listen(_ place: UnsafeMutableRawPointer) {
        hear(place)
        set(CURLOPT_VERBOSE, 1)
        _ = plumbline_set_transfer(curl, CURLOPT_READFUNCTION) { buffer, size, count, place in
            guard let buffer, let exchange = Transfer.exchange(place) else { return 0 }
            return exchange.read(into: .init(start: buffer, count: size * count))
        }
        _ = plumbline_set_transfer(curl, CURLOPT_HEADERFUNCTION) { buffer, size, count, place in
            Transfer.exchange(place)?.received(.init(start: buffer, count: size * count))
            return size * count
        }
        _ = plumbline_set_transfer(curl, CURLOPT_WRITEFUNCTION) { buffer, size, count, place in
            let bytes = UnsafeRawBufferPointer(start: buffer, count: size * count)
            return Transfer.exchange(place)?.answered(bytes) == true ? bytes.count : 0
        }
        _ = plumbline_set_debug(curl) { _, kind, bytes, count, place in
            if kind == CURLINFO_HEADER_OUT {
                Transfer.exchange(place)?.sent(.init(start: bytes, count: count))
            }
            return 0
        }
    }

    /// Whom the callbacks tell.
    private func hear(_ place: UnsafeMutableRawPointer?) {
        for option in [
            CURLOPT_READDATA, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_DEBUGDATA,
        ] { _ = plumbline_set_pointer(curl, option, place) }
    }

    private static func exchange(_ place: UnsafeMutableRawPointer?) -> Exchange? {
        place.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
    }

    /// A number that libcurl kept of the last conversation.
    func info(_ info: CURLINFO) -> Int {
        var value = 0
        _ = plumbline_get_long(curl, info, &value)
        return value
    }
}
