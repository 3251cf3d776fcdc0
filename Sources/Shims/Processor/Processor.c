#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#endif

#include "CTickmarkProcessor.h"

int tickmark_supported_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  int haswell = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                __builtin_cpu_supports("fma");
  int avx512 = haswell && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vl");
  return avx512 ? 2 : haswell ? 1 : 0;
#else
  return 0;
#endif
}

#if defined(__linux__)
int tickmark_current_processor(void) { return sched_getcpu(); }

int tickmark_stay_on_processor(int processor) {
  cpu_set_t set;
  if (processor < 0 || processor >= CPU_SETSIZE) return 0;
  CPU_ZERO(&set);
  CPU_SET(processor, &set);
  return sched_setaffinity(0, sizeof set, &set) == 0;
}
#else
int tickmark_current_processor(void) { return -1; }
int tickmark_stay_on_processor(int processor) { return 0; }
#endif
