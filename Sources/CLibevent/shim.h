#pragma once
// First, or libevent's own _GNU_SOURCE gives this module another shape of fd_set than the Glibc module has,
// and the debug build stops on the two.
#include <features.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <event2/thread.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>

// Glibc's eventfd(2) wrapper is not in the Glibc module.
static inline int shim_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

// Swift does not import functions of any number of arguments.
static inline int shim_prctl(int option, unsigned long value) { return prctl(option, value, 0, 0, 0); }
