#pragma once

// Where the calling code runs, for a nanosecond: what free lists are divided by.

#include <stdint.h>

#if defined(__linux__)
#include <sched.h>
#include <stddef.h>
#include <sys/rseq.h>
#endif

// Which live thread this is: its thread pointer, so two threads that live at once never have the same.
static inline __attribute__((always_inline)) uintptr_t tickmark_thread(void) {
  return (uintptr_t)__builtin_thread_pointer();
}

// The processor that the thread is on, or was on a moment ago: good as a hint only. The kernel keeps it up to date in
// memory of the thread (restartable sequences); where it does not, any number will do.
static inline __attribute__((always_inline)) uint32_t tickmark_processor(void) {
#if defined(__linux__) && defined(RSEQ_SIG)
  if (__builtin_expect(__rseq_size != 0, 1)) {
    return *(volatile uint32_t *)((char *)__builtin_thread_pointer() + __rseq_offset +
                                  offsetof(struct rseq, cpu_id_start));
  }
#endif
  return (uint32_t)((uintptr_t)__builtin_thread_pointer() >> 12);
}
