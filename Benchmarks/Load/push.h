// A text push as WeChat sends it: signed, unlike every other, 325 bytes of XML.
#ifndef PUSH_H
#define PUSH_H
#include <stddef.h>

struct target {
    const char *path, *token;
    int closes; // whether each request asks for the end of its connection
};

enum { PUSH_CAPACITY = 1024 };

// Writes the request of the push with this number and returns its length.
size_t push_write(char out[PUSH_CAPACITY], const struct target *target, unsigned long number);
#endif
