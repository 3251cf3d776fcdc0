#pragma once

// What the allocator, whichever is linked, keeps for a block: Swift's Glibc module leaves malloc.h out.

#include <malloc.h>
#include <stddef.h>

static inline size_t tickmark_block_bytes(const void *block) {
  return malloc_usable_size((void *)block);
}
