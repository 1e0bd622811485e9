#pragma once
#include <features.h>
#include <sqlite3.h>

// SQLITE_TRANSIENT, which has SQLite copy what is bound, is a cast: Swift does not import it. Of nothing there is no copy,
// and without an address it would be SQL's NULL, and not an empty value.
static inline int shim_bind_text(sqlite3_stmt *s, int i, const void *v, int n) {
    return n ? sqlite3_bind_text(s, i, v, n, SQLITE_TRANSIENT) : sqlite3_bind_text(s, i, "", 0, SQLITE_STATIC);
}
static inline int shim_bind_blob(sqlite3_stmt *s, int i, const void *v, int n) {
    return n ? sqlite3_bind_blob(s, i, v, n, SQLITE_TRANSIENT) : sqlite3_bind_blob(s, i, "", 0, SQLITE_STATIC);
}

// sqlite3_config takes what it takes as "...": Swift does not import it.
static inline int shim_count_no_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
