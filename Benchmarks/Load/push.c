#include "push.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int by_bytes(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void sign(char hex[41], const char *token, const char *time, const char *nonce) {
    const char *parts[] = {token, time, nonce};
    char joined[160];
    unsigned char digest[SHA_DIGEST_LENGTH];
    qsort(parts, 3, sizeof *parts, by_bytes);
    int length = snprintf(joined, sizeof joined, "%s%s%s", parts[0], parts[1], parts[2]);
    SHA1((unsigned char *)joined, length, digest);
    for (int i = 0; i < SHA_DIGEST_LENGTH; i++) {
        hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    hex[40] = 0;
}

size_t push_write(char out[PUSH_CAPACITY], const struct target *target, unsigned long number) {
    char seconds[16], nonce[24], signature[41], body[512], user[32];
    snprintf(seconds, sizeof seconds, "%010ld", (long)time(NULL));
    snprintf(nonce, sizeof nonce, "%010lu", number % 10000000000);
    snprintf(user, sizeof user, "oK9xD5w_3vTz0Qm1pLr8s%05lu", number % 100000);
    sign(signature, target->token, seconds, nonce);
    int length = snprintf(
        body, sizeof body,
        "<xml><ToUserName><![CDATA[gh_2f7a1c9d84be]]></ToUserName>\n"
        "<FromUserName><![CDATA[%s]]></FromUserName>\n"
        "<CreateTime>%s</CreateTime>\n"
        "<MsgType><![CDATA[text]]></MsgType>\n"
        "<Content><![CDATA[你好，我想查一下快递🚚到哪里了]]></Content>\n"
        "<MsgId>2457893%010lu</MsgId>\n</xml>",
        user, seconds, number % 10000000000);
    return snprintf(
        out, PUSH_CAPACITY,
        "POST %s?signature=%s&timestamp=%s&nonce=%s&openid=%s HTTP/1.1\r\n"
        "Host: 127.0.0.1\r\nUser-Agent: Mozilla/4.0\r\nAccept: */*\r\n%s"
        "Content-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s",
        target->path, signature, seconds, nonce, user, target->closes ? "Connection: close\r\n" : "", length, body);
}
