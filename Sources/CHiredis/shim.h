#pragma once
#include <features.h>
// Not async.h: that layer of 0.14 holds with assert() that a server says nothing unasked, so that one line too many from
// it ends the process. What is used here, the non-blocking context and the reader, has errors for everything.
#include <hiredis/hiredis.h>
