// One connection of the load, with at most one request on its way.
#ifndef CONNECTION_H
#define CONNECTION_H
#include <stdbool.h>
#include <stddef.h>

struct connection {
    int descriptor;       // -1 while closed
    double due;           // when the request should have gone out
    unsigned long number; // of the push on its way
    size_t length;        // bytes of the answer so far
    char answer[4096];
};

enum progress { WAITING, ANSWERED, BROKEN };

// Connects to a port of this machine, and waits for it. False with a line on stderr when it fails.
bool connection_open(struct connection *connection, int port);

// Sends a request whole.
bool connection_send(struct connection *connection, const char *bytes, size_t length);

// Takes what has come. With `closes`, the request has its answer when the server has closed the connection as well.
enum progress connection_receive(struct connection *connection, bool closes, int flags);

// Whether the answer's status is 200.
bool connection_is_content(const struct connection *connection);

void connection_close(struct connection *connection);
#endif
