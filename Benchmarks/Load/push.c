#include "push.h"
#include "signature.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ACCOUNT "<ToUserName><![CDATA[gh_2f7a1c9d84be]]></ToUserName>\n"
#define TEXT "<MsgType><![CDATA[text]]></MsgType>"
#define CONTENT "<Content><![CDATA[你好，我想查一下快递🚚到哪里了]]></Content>"

enum { USER_SIZE = 32, BODY_CAPACITY = ENCRYPT_CAPACITY + 128 };

static void write_user(char user[USER_SIZE], unsigned long number) {
    snprintf(user, USER_SIZE, "oK9xD5w_3vTz0Qm1pLr8s%05lu", number % 100000);
}

static void write_document(char out[MESSAGE_CAPACITY], const char *user, const char *seconds, unsigned long number) {
    snprintf(
        out, MESSAGE_CAPACITY,
        "<xml>" ACCOUNT "<FromUserName><![CDATA[%s]]></FromUserName>\n<CreateTime>%s</CreateTime>\n" TEXT "\n" CONTENT
        "\n<MsgId>2457893%010lu</MsgId>\n</xml>",
        user, seconds, number % 10000000000);
}

size_t push_write(char out[PUSH_CAPACITY], const struct target *target, unsigned long number) {
    char seconds[16], nonce[24], user[USER_SIZE], signature[41], safe[80] = "", body[BODY_CAPACITY];
    snprintf(seconds, sizeof seconds, "%010ld", (long)time(NULL));
    snprintf(nonce, sizeof nonce, "%010lu", number % 10000000000);
    write_user(user, number);
    signature_write(signature, (const char *[]){target->token, seconds, nonce}, 3);
    write_document(body, user, seconds, number);
    if (target->envelope) {
        char encrypt[ENCRYPT_CAPACITY], message_signature[41];
        envelope_seal(target->envelope, body, number, encrypt);
        signature_write(message_signature, (const char *[]){target->token, seconds, nonce, encrypt}, 4);
        snprintf(safe, sizeof safe, "&encrypt_type=aes&msg_signature=%s", message_signature);
        snprintf(
            body, sizeof body, "<xml>\n    " ACCOUNT "    <Encrypt><![CDATA[%s]]></Encrypt>\n</xml>", encrypt);
    }
    return snprintf(
        out, PUSH_CAPACITY,
        "POST %s?signature=%s&timestamp=%s&nonce=%s&openid=%s%s HTTP/1.1\r\n"
        "Host: 127.0.0.1\r\nUser-Agent: Mozilla/4.0\r\nAccept: */*\r\n%s"
        "Content-Type: text/xml\r\nContent-Length: %zu\r\n\r\n%s",
        target->path, signature, seconds, nonce, user, safe, target->closes ? "Connection: close\r\n" : "",
        strlen(body), body);
}

// Copies what is between two texts.
static bool find(const char *document, const char *start, const char *end, char *out, size_t size) {
    const char *first = strstr(document, start);
    const char *behind = first ? strstr(first += strlen(start), end) : NULL;
    if (!behind || behind - first >= (long)size) return false;
    memcpy(out, first, behind - first);
    out[behind - first] = 0;
    return true;
}

// Decrypts an answer in safe mode, after a look at its signature.
static bool open_reply(const char *answer, const struct target *target, char document[MESSAGE_CAPACITY]) {
    char encrypt[ENCRYPT_CAPACITY], signature[64], seconds[32], nonce[160], expected[41];
    if (!find(answer, "<Encrypt><![CDATA[", "]]></Encrypt>", encrypt, sizeof encrypt)
        || !find(answer, "<MsgSignature><![CDATA[", "]]></MsgSignature>", signature, sizeof signature)
        || !find(answer, "<TimeStamp>", "</TimeStamp>", seconds, sizeof seconds)
        || !find(answer, "<Nonce><![CDATA[", "]]></Nonce>", nonce, sizeof nonce))
        return false;
    signature_write(expected, (const char *[]){target->token, seconds, nonce, encrypt}, 4);
    return strcmp(signature, expected) == 0 && envelope_open(target->envelope, encrypt, document);
}

bool push_is_echoed(const char *answer, const struct target *target, unsigned long number) {
    char user[USER_SIZE], receiver[64], document[MESSAGE_CAPACITY];
    write_user(user, number);
    if (target->envelope) {
        if (!open_reply(answer, target, document)) return false;
        answer = document;
    }
    return find(answer, "<ToUserName><![CDATA[", "]]></ToUserName>", receiver, sizeof receiver)
        && strcmp(receiver, user) == 0 && strstr(answer, TEXT) && strstr(answer, CONTENT);
}
