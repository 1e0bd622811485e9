// A text push as WeChat sends it: signed, unlike every other, 315 bytes of XML; in safe mode 617 around it.
#ifndef PUSH_H
#define PUSH_H
#include "envelope.h"

#include <stdbool.h>
#include <stddef.h>

struct target {
    const char *path, *token;
    struct envelope *envelope; // NULL in plain mode
    bool closes;               // whether each request asks for the end of its connection
};

enum { PUSH_CAPACITY = 4096 };

// Writes the request of the push with this number and returns its length.
size_t push_write(char out[PUSH_CAPACITY], const struct target *target, unsigned long number);

// Whether an answer is a text reply that gives the push with this number its own text back; in safe mode a signed and
// sealed one.
bool push_is_echoed(const char *answer, const struct target *target, unsigned long number);
#endif
