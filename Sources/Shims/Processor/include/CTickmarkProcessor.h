#pragma once

// The level that the including module is built for: the whole program has one, since the manifest gives every target the
// same flags. 0 portable, 1 haswell (AVX2), 2 skylake-avx512.
static inline int tickmark_built_level(void) {
#if defined(__AVX512F__)
  return 2;
#elif defined(__AVX2__)
  return 1;
#else
  return 0;
#endif
}

// The best level that this processor has, by CPUID: the system's flag list also names what valgrind hides.
// This file's own code is always portable, so the check runs anywhere.
int tickmark_supported_level(void);

// The number of the processor that the calling thread runs on, or -1 where the system does not tell.
int tickmark_current_processor(void);
// Keeps the calling thread on one processor from now on; returns 0 where that is not allowed.
int tickmark_stay_on_processor(int processor);
