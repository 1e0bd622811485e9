#pragma once
#include <features.h>
#include <libxml/xmlversion.h>
// Debian's libxml2 shows ICU's types in a struct that is not used here. Foundation brings an ICU of its own, and the two
// cannot be imported together.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/dict.h>
#include <libxml/parserInternals.h>

static inline void shim_silence(void *context, const char *format, ...) { (void)context; (void)format; }

// libxml2 prints message text to stderr unless each thread is told otherwise; the setter's parameter is variadic C.
static inline void shim_silence_errors(void) { xmlSetGenericErrorFunc(NULL, shim_silence); }
