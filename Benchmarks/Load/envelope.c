#include "envelope.h"

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 32, RANDOM = 16, HEAD = 20 };

struct envelope {
    // Made once: in OpenSSL 3 that takes longer than to encrypt a push.
    EVP_CIPHER_CTX *encryption, *decryption;
    unsigned char vector[16];
    const char *app_id;
};

static EVP_CIPHER_CTX *make_context(const unsigned char *key, int encrypts) {
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    EVP_CipherInit_ex(context, EVP_aes_256_cbc(), NULL, key, key, encrypts);
    EVP_CIPHER_CTX_set_padding(context, 0);
    return context;
}

static void run(struct envelope *envelope, EVP_CIPHER_CTX *context, unsigned char *bytes, int length) {
    int unused;
    EVP_CipherInit_ex(context, NULL, NULL, NULL, envelope->vector, -1);
    EVP_CipherUpdate(context, bytes, &unused, bytes, length);
}

struct envelope *envelope_make(const char *key, const char *app_id) {
    unsigned char padded[45], decoded[33];
    struct envelope *envelope = malloc(sizeof *envelope);
    snprintf((char *)padded, sizeof padded, "%s=", key);
    if (!envelope || strlen(key) != 43 || EVP_DecodeBlock(decoded, padded, 44) != 33) return NULL;
    envelope->encryption = make_context(decoded, 1);
    envelope->decryption = make_context(decoded, 0);
    memcpy(envelope->vector, decoded, sizeof envelope->vector);
    envelope->app_id = app_id;
    return envelope;
}

void envelope_seal(struct envelope *envelope, const char *message, unsigned long number, char out[ENCRYPT_CAPACITY]) {
    unsigned char plain[MESSAGE_CAPACITY + HEAD + 2 * BLOCK];
    uint32_t length = htonl(strlen(message));
    size_t room = sizeof plain - HEAD - BLOCK;
    snprintf((char *)plain, RANDOM + 1, "%016lx", number * 0x9e3779b97f4a7c15);
    memcpy(plain + RANDOM, &length, sizeof length);
    int end = HEAD + snprintf((char *)plain + HEAD, room, "%s%s", message, envelope->app_id);
    int padding = BLOCK - end % BLOCK;
    memset(plain + end, padding, padding);
    run(envelope, envelope->encryption, plain, end + padding);
    EVP_EncodeBlock((unsigned char *)out, plain, end + padding);
}

bool envelope_open(struct envelope *envelope, const char *encrypt, char out[MESSAGE_CAPACITY]) {
    unsigned char plain[ENCRYPT_CAPACITY];
    uint32_t length;
    size_t characters = strlen(encrypt), app_id_length = strlen(envelope->app_id);
    if (characters < 4 || characters >= sizeof plain) return false;
    int count = EVP_DecodeBlock(plain, (const unsigned char *)encrypt, characters);
    count -= (encrypt[characters - 1] == '=') + (encrypt[characters - 2] == '=');
    if (count <= 0 || count % BLOCK) return false;
    run(envelope, envelope->decryption, plain, count);
    int end = count - plain[count - 1];
    if (plain[count - 1] < 1 || plain[count - 1] > BLOCK || end < HEAD) return false;
    memcpy(&length, plain + RANDOM, sizeof length);
    length = ntohl(length);
    if (length >= MESSAGE_CAPACITY || HEAD + length + app_id_length != (size_t)end) return false;
    if (memcmp(plain + HEAD + length, envelope->app_id, app_id_length)) return false;
    memcpy(out, plain + HEAD, length);
    out[length] = 0;
    return true;
}
