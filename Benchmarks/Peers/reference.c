// The reference: evhttp that answers "success" to anything and looks at nothing. Usage: reference PORT
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <stdlib.h>

static void answer(struct evhttp_request *request, void *unused) {
    struct evbuffer *body = evbuffer_new();
    (void)unused;
    evbuffer_add(body, "success", 7);
    evhttp_send_reply(request, HTTP_OK, "OK", body);
    evbuffer_free(body);
}

int main(int count, char **arguments) {
    struct event_base *loop = event_base_new();
    struct evhttp *server = evhttp_new(loop);
    evhttp_set_gencb(server, answer, NULL);
    if (count != 2 || evhttp_bind_socket(server, "127.0.0.1", atoi(arguments[1]))) return 1;
    return event_base_dispatch(loop);
}
