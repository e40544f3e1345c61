// The checks of types are for variadic calls in C; here each call has its own type.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// Swift calls no variadic function of C.
static inline CURLcode plumbline_set_long(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode plumbline_set_size(CURL *curl, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode plumbline_set_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode plumbline_set_pointer(CURL *curl, CURLoption option, void *value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode plumbline_set_transfer(
    CURL *curl, CURLoption option, size_t (*value)(char *, size_t, size_t, void *)) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode plumbline_set_debug(
    CURL *curl, int (*value)(CURL *, curl_infotype, char *, size_t, void *)) {
    return curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, value);
}
// Before 7.85 protocols are bits. A connection speaks these only, whatever its address says.
static inline CURLcode plumbline_allow_mail_only(CURL *curl) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
#else
    return curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_SMTP | CURLPROTO_SMTPS));
#endif
}
static inline CURLcode plumbline_allow_https_only(CURL *curl) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
#else
    return curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)CURLPROTO_HTTPS);
#endif
}
static inline CURLcode plumbline_set_response_limit(CURL *curl, long seconds) {
    return curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
}
static inline CURLcode plumbline_get_long(CURL *curl, CURLINFO info, long *value) {
    return curl_easy_getinfo(curl, info, value);
}
