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

// Rows of sixteen compared as a whole: reducing a mask of Swift's SIMD types to one truth is a call.

#define TICKMARK_ROW_OPERATIONS(SUFFIX, ROW, BITS)                                                                     \
  /* Whether all lanes have the same bits: two gaps may, 0 and -0 do not. */                                           \
  static inline __attribute__((always_inline)) int tickmark_same_bits16##SUFFIX(ROW a, ROW b) {                        \
    return __builtin_reduce_or((BITS)a ^ (BITS)b) == 0;                                                                \
  }                                                                                                                    \
  /* Whether every lane whose `counts` is not 0 lies above 0 and below its limit; a gap does not. */                   \
  static inline __attribute__((always_inline)) int tickmark_within16##SUFFIX(ROW values, ROW limits, ROW counts) {     \
    return __builtin_reduce_and(((values > 0) & (values < limits)) | (counts == 0)) != 0;                                    \
  }                                                                                                                    \
  /* Lane by lane the larger or smaller one; a gap in `values` leaves `best` as it is. */                              \
  static inline __attribute__((always_inline)) ROW tickmark_larger16##SUFFIX(ROW values, ROW best) {                   \
    return values > best ? values : best;                                                                              \
  }                                                                                                                    \
  static inline __attribute__((always_inline)) ROW tickmark_smaller16##SUFFIX(ROW values, ROW best) {                  \
    return values < best ? values : best;                                                                              \
  }

typedef int tickmark_int16 __attribute__((ext_vector_type(16)));
typedef long long tickmark_long16 __attribute__((ext_vector_type(16)));
TICKMARK_ROW_OPERATIONS(f, tickmark_float16, tickmark_int16)
TICKMARK_ROW_OPERATIONS(d, tickmark_double16, tickmark_long16)

// Prices count where they are finite and above 0. Choosing by a mask in one instruction: `replacing(with:where:)` of Swift's
// SIMD types is sometimes compiled to a loop over the lanes.

static inline __attribute__((always_inline)) tickmark_double16 tickmark_price_or16(
    tickmark_double16 prices, tickmark_double16 otherwise) {
  return ((prices > 0) & (prices < __builtin_inf())) ? prices : otherwise;
}

static inline __attribute__((always_inline)) tickmark_double16 tickmark_higher_price16(
    tickmark_double16 prices, tickmark_double16 highest) {
  return ((prices > highest) & (prices > 0) & (prices < __builtin_inf())) ? prices : highest;
}

static inline __attribute__((always_inline)) tickmark_double16 tickmark_lower_price16(
    tickmark_double16 prices, tickmark_double16 lowest) {
  return ((prices < lowest) & (prices > 0) & (prices < __builtin_inf())) ? prices : lowest;
}

// Sixteen answers as the bits of one number, lane 0 lowest: Swift's masks are vectors, whose single lanes are slow to ask.

typedef _Bool tickmark_bool16 __attribute__((ext_vector_type(16)));

static inline __attribute__((always_inline)) unsigned short tickmark_bits16(tickmark_bool16 answers) {
  unsigned short bits;
  __builtin_memcpy(&bits, &answers, sizeof bits);
  return bits;
}

// A gap is above nothing, and nothing is above a gap.
static inline __attribute__((always_inline)) unsigned short tickmark_above16(tickmark_double16 a, tickmark_double16 b) {
  return tickmark_bits16(__builtin_convertvector(a > b, tickmark_bool16));
}

// A gap differs from everything, itself too.
static inline __attribute__((always_inline)) unsigned short tickmark_differ16(tickmark_double16 a, tickmark_double16 b) {
  return tickmark_bits16(__builtin_convertvector(a != b, tickmark_bool16));
}

static inline __attribute__((always_inline)) tickmark_double16 tickmark_choose16(
    unsigned short bits, tickmark_double16 set, tickmark_double16 clear) {
  tickmark_bool16 answers;
  __builtin_memcpy(&answers, &bits, sizeof bits);
  return __builtin_convertvector(answers, tickmark_long16) != 0 ? set : clear;
}

// a · b + c, rounded once where the build's processors can, and twice where they cannot: for sums whose contract gives a bound.
static inline __attribute__((always_inline)) tickmark_float16 tickmark_multiply_add16f(
    tickmark_float16 a, tickmark_float16 b, tickmark_float16 c) {
  return a * b + c;
}
static inline __attribute__((always_inline)) tickmark_double16 tickmark_multiply_add16d(
    tickmark_double16 a, tickmark_double16 b, tickmark_double16 c) {
  return a * b + c;
}
