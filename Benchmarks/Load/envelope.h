// Safe mode's encryption: AES-256-CBC over sixteen random bytes, the length, the message and the appid, in blocks of 32
// bytes and as base64.
#ifndef ENVELOPE_H
#define ENVELOPE_H
#include <stdbool.h>
#include <stddef.h>

enum { MESSAGE_CAPACITY = 1024, ENCRYPT_CAPACITY = 2048 };

struct envelope;

// For an account with this EncodingAESKey; it keeps `app_id`. NULL when the key is not of 43 characters.
struct envelope *envelope_make(const char *key, const char *app_id);

// Encrypts a message into a string. The number stands for the random bytes: as unlike, and cheap.
void envelope_seal(struct envelope *envelope, const char *message, unsigned long number, char out[ENCRYPT_CAPACITY]);

// Decrypts into a string. False when it was not sealed for this account.
bool envelope_open(struct envelope *envelope, const char *encrypt, char out[MESSAGE_CAPACITY]);
#endif
