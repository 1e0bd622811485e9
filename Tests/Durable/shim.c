// Faults of the disk, and death at a point, for a server that knows nothing of them: it is loaded before the C library, and
// obeys what shim.py writes into the file that DURABLE_SHIM names.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum call { ACCEPT = 1, RECEIVE = 2, SEND = 4, WRITE = 8, SYNC = 16 };
enum file { DATABASE = 1, LOG = 2, INDEX = 4, EVENT = 8, SOCKET = 16 };
enum what { DIE_BEFORE = -1, DIE_BEHIND = -2 }; // or an errno

// shim.py has the same.
struct orders {
    _Atomic int calls;     // those that count,
    _Atomic int files;     // for these files,
    _Atomic int awaits;    // if not 0 from the next push on
    _Atomic int first;     // from this one on something happens,
    _Atomic int times;     // so often,
    _Atomic int what;      // and that is it
    _Atomic int seen;      // how many calls have counted
    _Atomic int done;      // how often something has happened
    _Atomic int room;      // bytes that a file may have; 0 for as many as it wants
};

static struct orders *orders;

__attribute__((constructor)) static void take_orders(void) {
    const char *name = getenv("DURABLE_SHIM");
    int file = name ? open(name, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *page = mmap(NULL, sizeof(struct orders), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) orders = page;
    close(file);
}

static int ends(const char *text, const char *end) {
    size_t length = strlen(text), wanted = strlen(end);
    return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

static int kind(int descriptor) {
    char link[64] = "/proc/self/fd/", path[4096], digits[12];
    int count = 0;
    do digits[count++] = '0' + descriptor % 10; while (descriptor /= 10);
    for (char *end = link + strlen(link); count; *end++ = digits[--count]);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (ends(path, "/journal.db")) return DATABASE;
    if (ends(path, "/journal.db-wal")) return LOG;
    if (ends(path, "/journal.db-shm")) return INDEX;
    if (strncmp(path, "socket:", 7) == 0) return SOCKET;
    return strcmp(path, "anon_inode:[eventfd]") == 0 ? EVENT : 0;
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static int order(int call, int descriptor, off64_t end) {
    if (!orders || (!(orders->calls & call) && !orders->room) || orders->awaits) return 0;
    int number = errno, file = kind(descriptor);
    errno = number;
    if (call == WRITE && orders->room && file & (DATABASE | LOG | INDEX) && end > orders->room) return ENOSPC;
    if (!(orders->calls & call) || !(orders->files & file)) return 0;
    int seen = ++orders->seen;
    if (seen < orders->first || seen - orders->first >= orders->times) return 0;
    orders->done++;
    if (orders->what == DIE_BEFORE) die();
    return orders->what;
}

// Defines a function that does what the one behind it does, unless the orders are otherwise.
#define OBEYING(type, name, parameters, arguments, call, descriptor, end) \
    type name parameters { \
        static type(*real) parameters; \
        if (!real) real = (type(*) parameters)dlsym(RTLD_NEXT, #name); \
        int what = order(call, descriptor, end); \
        if (what > 0) { \
            errno = what; \
            return -1; \
        } \
        type result = real arguments; \
        if (what == DIE_BEHIND) die(); \
        return result; \
    }

OBEYING(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t place), (file, bytes, count, place), WRITE,
        file, place + count)
OBEYING(ssize_t, write, (int file, const void *bytes, size_t count), (file, bytes, count), WRITE, file, 0)
OBEYING(int, ftruncate64, (int file, off64_t size), (file, size), WRITE, file, 0)
OBEYING(int, fdatasync, (int file), (file), SYNC, file, 0)
OBEYING(int, fsync, (int file), (file), SYNC, file, 0)
OBEYING(ssize_t, send, (int file, const void *bytes, size_t count, int flags), (file, bytes, count, flags), SEND, file, 0)

int accept4(int listener, struct sockaddr *address, socklen_t *length, int flags) {
    static int (*real)(int, struct sockaddr *, socklen_t *, int);
    if (!real) real = (int (*)(int, struct sockaddr *, socklen_t *, int))dlsym(RTLD_NEXT, "accept4");
    int connection = real(listener, address, length, flags);
    if (connection >= 0 && order(ACCEPT, connection, 0) == DIE_BEHIND) die();
    return connection;
}

ssize_t recv(int file, void *bytes, size_t count, int flags) {
    static ssize_t (*real)(int, void *, size_t, int);
    if (!real) real = (ssize_t(*)(int, void *, size_t, int))dlsym(RTLD_NEXT, "recv");
    ssize_t received = real(file, bytes, count, flags);
    if (received <= 0 || !orders) return received;
    if (order(RECEIVE, file, 0) == DIE_BEHIND) die();
    if (orders->awaits && memmem(bytes, received, "<MsgId>", 7)) orders->awaits = 0;
    return received;
}
