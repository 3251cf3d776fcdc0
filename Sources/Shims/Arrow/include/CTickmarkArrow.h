#pragma once

#include <stddef.h>
#include <stdint.h>

// The two structs of the Arrow C data interface, whose layout is a published and frozen ABI:
// https://arrow.apache.org/docs/format/CDataInterface.html. The guard has the name that the specification asks for, so that
// another header of the same structs does no harm.
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

#endif

// The flag of a column that may hold nulls.
enum { TICKMARK_ARROW_NULLABLE = 2 };

// Opens a binary frame (.tmf), or a long CSV by any other name, and fills both structs with its columns; the caller owns
// them from then on and has to call their release callbacks, or to hand them to an Arrow library, which does.
//
// Returns 0. Otherwise neither struct was touched, and `message` (if not null, of `capacity` bytes) holds one line that says
// why, cut where it does not fit. The library product TickmarkArrow exports this function.
int32_t tickmark_arrow_export_file(
    const char *path, struct ArrowSchema *schema, struct ArrowArray *array, char *message, size_t capacity);
