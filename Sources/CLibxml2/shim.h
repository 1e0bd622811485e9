#pragma once
#include <features.h>
#include <libxml/parser.h>
#include <libxml/dict.h>
#include <libxml/parserInternals.h>

static inline void shim_silence(void *context, const char *format, ...) { (void)context; (void)format; }

// libxml2 prints message text to stderr unless each thread is told otherwise; the setter's parameter is variadic C.
static inline void shim_silence_errors(void) { xmlSetGenericErrorFunc(NULL, shim_silence); }
