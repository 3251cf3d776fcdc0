#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "CTickmarkSymbols.h"

#include <dlfcn.h>
#include <stdint.h>
#include <string.h>

// Exported by the Swift runtime (swift/Demangling/Demangle.h) in every program written in Swift.
extern char *swift_demangle(const char *name, size_t length, char *buffer, size_t *room, uint32_t flags);

typedef char *(*cxx_demangle)(const char *name, char *buffer, size_t *room, int *status);

char *tickmark_demangled(const char *symbol, size_t length) {
  if (strncmp(symbol, "_Z", 2)) return swift_demangle(symbol, length, NULL, NULL, 0);
  // The runtime is written in C++ and brings its library, but a program that is linked statically may hold no such function.
  cxx_demangle demangle = (cxx_demangle)(uintptr_t)dlsym(RTLD_DEFAULT, "__cxa_demangle");
  int status = 0;
  return demangle ? demangle(symbol, NULL, NULL, &status) : NULL;
}
