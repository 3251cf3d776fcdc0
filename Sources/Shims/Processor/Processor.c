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
