// A load of signed text pushes. It never sleeps: no answer waits for the client to be woken, so two servers are
// compared under the same regime. Prints: requests, wrong answers, seconds, p50 and p99 in microseconds from the moment
// a request was due.
#include "connection.h"
#include "push.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char usage[] =
    "usage: load --port PORT --token TOKEN [--path /wechat] [--connections 64] [--close]\n"
    "            [--key ENCODING_AES_KEY --app-id APP_ID] [--echoes]\n"
    "            [--rate PER_SECOND] (--seconds S | --requests N | --idle)\n"
    "Without --rate as fast as the answers come. --close: a connection for each request.\n"
    "--key: safe mode. --echoes: wrong are not only answers other than 200; some are looked at, and opened.\n"
    "--idle: one request on each connection, then holds them open until its input ends.\n";

// How many are remembered; seconds to wait for the last answers; of how many answers one is looked at, a number that
// has every connection's come up.
enum { LATENCIES = 1 << 22, PATIENCE = 5, SAMPLE = 101 };

struct load {
    struct target target;
    int port, count, epoll, idle_count;
    bool holds, wants_echoes;
    double rate, seconds;
    unsigned long requests, sent, answered, wrong, first;
    struct connection *connections;
    int *idle; // indices of the connections without a request
    float *latencies;
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static _Noreturn void fail(const char *reason) {
    fprintf(stderr, "load: %s\n", reason);
    exit(1);
}

static void open_connection(struct load *load, int index) {
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = index};
    struct connection *connection = &load->connections[index];
    if (!connection_open(connection, load->port)) exit(1);
    epoll_ctl(load->epoll, EPOLL_CTL_ADD, connection->descriptor, &event);
}

static void send_push(struct load *load, int index, double due) {
    char request[PUSH_CAPACITY];
    struct connection *connection = &load->connections[index];
    connection->number = load->first + load->sent++;
    connection->due = due;
    size_t length = push_write(request, &load->target, connection->number);
    if (connection->descriptor < 0) open_connection(load, index);
    if (!connection_send(connection, request, length)) exit(1);
}

static bool is_right(const struct load *load, const struct connection *connection) {
    if (!connection_is_content(connection)) return false;
    if (!load->wants_echoes || load->answered % SAMPLE) return true;
    return push_is_echoed(connection->answer, &load->target, connection->number);
}

static void note_answer(struct load *load, int index) {
    struct connection *connection = &load->connections[index];
    if (!is_right(load, connection)) load->wrong++;
    if (load->answered < LATENCIES) load->latencies[load->answered] = (now() - connection->due) * 1e6;
    load->answered++;
    load->idle[load->idle_count++] = index;
    if (load->target.closes) connection_close(connection);
}

static bool is_sending(const struct load *load, double passed) {
    return load->sent < load->requests && passed < load->seconds;
}

static void send_due(struct load *load, double start) {
    double passed = now() - start;
    while (load->idle_count && is_sending(load, passed)) {
        if (load->rate > 0 && load->sent >= passed * load->rate) return;
        double due = load->rate > 0 ? start + load->sent / load->rate : now();
        send_push(load, load->idle[--load->idle_count], due);
    }
}

static void receive(struct load *load) {
    struct epoll_event events[64];
    int count = epoll_wait(load->epoll, events, 64, 0);
    for (int i = 0; i < count; i++) {
        int index = events[i].data.u32;
        switch (connection_receive(&load->connections[index], load->target.closes, MSG_DONTWAIT)) {
        case WAITING: break;
        case ANSWERED: note_answer(load, index); break;
        case BROKEN: fail("the server has closed a connection, or its answer has no length");
        }
    }
}

static int by_value(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static void drive(struct load *load) {
    double start = now(), time = start, last = start;
    while (is_sending(load, time - start) || load->answered < load->sent) {
        unsigned long answered = load->answered;
        send_due(load, start);
        receive(load);
        time = now();
        if (load->answered > answered || load->answered == load->sent) last = time;
        if (time - last > PATIENCE) fail("no answer for five seconds");
    }
    double took = now() - start;
    size_t count = load->answered < LATENCIES ? load->answered : LATENCIES;
    if (!count) fail("no answer at all");
    qsort(load->latencies, count, sizeof *load->latencies, by_value);
    printf("%lu %lu %.3f %.1f %.1f\n", load->answered, load->wrong, took, load->latencies[count / 2],
           load->latencies[(size_t)(count * 0.99)]);
}

static void hold(struct load *load) {
    char byte;
    for (int i = 0; i < load->count; i++) {
        send_push(load, i, 0);
        enum progress progress = WAITING;
        while (progress == WAITING) progress = connection_receive(&load->connections[i], false, 0);
        if (progress == BROKEN || !connection_is_content(&load->connections[i])) fail("a push was not taken");
    }
    printf("holding %d\n", load->count);
    fflush(stdout);
    while (read(STDIN_FILENO, &byte, 1) > 0) {}
}

static _Noreturn void refuse(void) {
    fputs(usage, stderr);
    exit(64);
}

static struct load parse(int count, char **arguments) {
    static const struct option options[] = {
        {"port", required_argument, NULL, 'p'}, {"token", required_argument, NULL, 't'},
        {"path", required_argument, NULL, 'u'}, {"connections", required_argument, NULL, 'c'},
        {"rate", required_argument, NULL, 'r'}, {"seconds", required_argument, NULL, 's'},
        {"requests", required_argument, NULL, 'n'}, {"close", no_argument, NULL, 'x'},
        {"idle", no_argument, NULL, 'i'}, {"key", required_argument, NULL, 'k'},
        {"app-id", required_argument, NULL, 'a'}, {"echoes", no_argument, NULL, 'e'}, {NULL, 0, NULL, 0},
    };
    struct load load = {.target = {.path = "/wechat"}, .count = 64, .seconds = 1e9, .requests = ~0UL};
    const char *key = NULL, *app_id = NULL;
    for (int option; (option = getopt_long(count, arguments, "", options, NULL)) != -1;) {
        switch (option) {
        case 'p': load.port = atoi(optarg); break;
        case 't': load.target.token = optarg; break;
        case 'u': load.target.path = optarg; break;
        case 'c': load.count = atoi(optarg); break;
        case 'r': load.rate = atof(optarg); break;
        case 's': load.seconds = atof(optarg); break;
        case 'n': load.requests = strtoul(optarg, NULL, 10); break;
        case 'x': load.target.closes = true; break;
        case 'i': load.holds = true; break;
        case 'k': key = optarg; break;
        case 'a': app_id = optarg; break;
        case 'e': load.wants_echoes = true; break;
        default: refuse();
        }
    }
    bool ends = load.holds || load.seconds < 1e9 || load.requests != ~0UL;
    if (!load.port || !load.target.token || load.count < 1 || !ends || !key != !app_id) refuse();
    if (key && !(load.target.envelope = envelope_make(key, app_id))) fail("a key has 43 characters");
    return load;
}

int main(int count, char **arguments) {
    struct load load = parse(count, arguments);
    load.epoll = epoll_create1(EPOLL_CLOEXEC);
    load.connections = calloc(load.count, sizeof *load.connections);
    load.idle = calloc(load.count, sizeof *load.idle);
    load.latencies = malloc(LATENCIES * sizeof *load.latencies);
    if (load.epoll < 0 || !load.connections || !load.idle || !load.latencies) fail("no memory");
    for (int i = 0; i < load.count; i++) load.connections[i].descriptor = -1;
    for (int i = load.count; i > 0; i--) load.idle[load.idle_count++] = i - 1;
    // No two runs send the same push: a thousand numbers a millisecond are more than any server takes.
    load.first = (unsigned long)(now() * 1000) * 1000;
    if (load.holds) hold(&load);
    else drive(&load);
}
