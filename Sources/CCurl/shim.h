#pragma once
#include <features.h>
#include <curl/curl.h>

// curl_easy_setopt and its like are variadic, which Swift does not import: one typed function a kind of value.
static inline CURLcode shim_setopt_long(CURL *c, CURLoption o, long v) { return curl_easy_setopt(c, o, v); }
static inline CURLcode shim_setopt_string(CURL *c, CURLoption o, const char *v) { return curl_easy_setopt(c, o, v); }
static inline CURLcode shim_setopt_pointer(CURL *c, CURLoption o, void *v) { return curl_easy_setopt(c, o, v); }
typedef size_t (*shim_data_callback)(char *, size_t, size_t, void *);
static inline CURLcode shim_setopt_write(CURL *c, shim_data_callback f, void *v) {
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, f);
    return curl_easy_setopt(c, CURLOPT_WRITEDATA, v);
}
static inline CURLcode shim_setopt_read(CURL *c, shim_data_callback f, void *v) {
    curl_easy_setopt(c, CURLOPT_READFUNCTION, f);
    return curl_easy_setopt(c, CURLOPT_READDATA, v);
}
static inline const char *shim_getinfo_string(CURL *c, CURLINFO i) {
    char *v = NULL;
    curl_easy_getinfo(c, i, &v);
    return v;
}
static inline CURLcode shim_getinfo_long(CURL *c, CURLINFO i, long *v) { return curl_easy_getinfo(c, i, v); }

static inline CURLMcode shim_multi_setopt_long(CURLM *m, CURLMoption o, long v) { return curl_multi_setopt(m, o, v); }
static inline CURLMcode shim_multi_setopt_socket(CURLM *m, curl_socket_callback f, void *v) {
    curl_multi_setopt(m, CURLMOPT_SOCKETDATA, v);
    return curl_multi_setopt(m, CURLMOPT_SOCKETFUNCTION, f);
}
static inline CURLMcode shim_multi_setopt_timer(CURLM *m, curl_multi_timer_callback f, void *v) {
    curl_multi_setopt(m, CURLMOPT_TIMERDATA, v);
    return curl_multi_setopt(m, CURLMOPT_TIMERFUNCTION, f);
}
