#pragma once

// What Swift's SIMD types cannot say in one instruction: `squareRoot()` calls the C library once a lane (math-errno), and
// the generic conversions between element types are calls that are not inlined across modules.
// Always inlined: a wide vector that crosses a call by value is split into 128-bit halves.

typedef double tickmark_double16 __attribute__((ext_vector_type(16)));
typedef float tickmark_float16 __attribute__((ext_vector_type(16)));

static inline __attribute__((always_inline)) tickmark_double16 tickmark_square_root16(tickmark_double16 values) {
  return __builtin_elementwise_sqrt(values);
}

// Clears the sign, which Swift would compare and choose for.
static inline __attribute__((always_inline)) tickmark_double16 tickmark_absolute16(tickmark_double16 values) {
  return __builtin_elementwise_abs(values);
}

static inline __attribute__((always_inline)) tickmark_double16 tickmark_widen16(tickmark_float16 values) {
  return __builtin_convertvector(values, tickmark_double16);
}

// Rounds to nearest, ties to even, as the processor does.
static inline __attribute__((always_inline)) tickmark_float16 tickmark_narrow16(tickmark_double16 values) {
  return __builtin_convertvector(values, tickmark_float16);
}
