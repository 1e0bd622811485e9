#pragma once
#include <features.h>
#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift does not import: one typed function a kind of value.
static inline CURLcode shim_setopt_long(CURL *c, CURLoption o, long v) { return curl_easy_setopt(c, o, v); }
static inline CURLcode shim_setopt_string(CURL *c, CURLoption o, const char *v) { return curl_easy_setopt(c, o, v); }
static inline CURLcode shim_setopt_pointer(CURL *c, CURLoption o, void *v) { return curl_easy_setopt(c, o, v); }
typedef size_t (*shim_write_callback)(char *, size_t, size_t, void *);
static inline CURLcode shim_setopt_write(CURL *c, shim_write_callback f, void *v) {
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, f);
    return curl_easy_setopt(c, CURLOPT_WRITEDATA, v);
}
static inline CURLcode shim_status(CURL *c, long *status) { return curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, status); }
