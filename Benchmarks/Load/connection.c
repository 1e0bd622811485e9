#define _GNU_SOURCE
#include "connection.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

bool connection_open(struct connection *connection, int port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1, descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    connection->descriptor = descriptor;
    if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&address, sizeof address)) {
        perror("load: connect");
        return false;
    }
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return true;
}

bool connection_send(struct connection *connection, const char *bytes, size_t length) {
    connection->length = 0;
    if (send(connection->descriptor, bytes, length, MSG_NOSIGNAL) == (ssize_t)length) return true;
    perror("load: send");
    return false;
}

// Whether head and body are there. An answer without a length is never whole, and ends as a broken one.
static bool is_whole(struct connection *connection) {
    const char *answer = connection->answer;
    const char *end = strstr(answer, "\r\n\r\n");
    const char *field = end ? strcasestr(answer, "\r\ncontent-length:") : NULL;
    if (!field || field > end) return false;
    return end + 4 + atol(field + strlen("\r\ncontent-length:")) <= answer + connection->length;
}

enum progress connection_receive(struct connection *connection, bool closes, int flags) {
    char *place = connection->answer + connection->length;
    ssize_t got = recv(connection->descriptor, place, sizeof connection->answer - 1 - connection->length, flags);
    if (got < 0) return errno == EAGAIN ? WAITING : BROKEN;
    connection->length += got;
    connection->answer[connection->length] = 0;
    bool whole = is_whole(connection);
    if (got == 0) return whole && closes ? ANSWERED : BROKEN;
    return whole && !closes ? ANSWERED : WAITING;
}

bool connection_is_content(const struct connection *connection) {
    return strncmp(connection->answer, "HTTP/1.1 200", 12) == 0;
}

void connection_close(struct connection *connection) {
    close(connection->descriptor);
    connection->descriptor = -1;
}
