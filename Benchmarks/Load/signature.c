#include "signature.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_bytes(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

void signature_write(char hex[41], const char *parts[], int count) {
    char joined[4096];
    size_t length = 0;
    unsigned char digest[SHA_DIGEST_LENGTH];
    qsort(parts, count, sizeof *parts, by_bytes);
    for (int i = 0; i < count && length < sizeof joined; i++)
        length += snprintf(joined + length, sizeof joined - length, "%s", parts[i]);
    SHA1((unsigned char *)joined, length, digest);
    for (int i = 0; i < SHA_DIGEST_LENGTH; i++) {
        hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    hex[40] = 0;
}
