#pragma once

#include <stddef.h>

// The source's name of a mangled Swift or C++ symbol, for the caller to free; NULL where it is none, or where the runtime
// that knows is not in this process.
char *tickmark_demangled(const char *symbol, size_t length);
