#define _GNU_SOURCE
#include "CTickmarkOpenBLAS.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The functions by the types that OpenBLAS's documentation gives them; a build with 64-bit integers has other names for them.
static struct {
  int (*get_num_threads)(void);
  void (*set_num_threads)(int);
  char *(*get_corename)(void);
  void (*sgemm)(
      int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
  void (*dgemm)(
      int, int, int, int, int, int, double, const double *, int, const double *, int, double, double *, int);
  void (*ssyrk)(int, int, int, int, int, float, const float *, int, float, float *, int);
  void (*dsyrk)(int, int, int, int, int, double, const double *, int, double, double *, int);
} call;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[256];

// Of cblas.h's enumerations.
enum { in_rows = 101, as_it_is = 111, transposed = 112, upper = 121 };

// Writes the function's address through a copy: an object pointer and a function pointer have one size here.
static bool find(void *library, const char *name, void *function) {
  void *symbol = dlsym(library, name);
  if (!symbol) {
    snprintf(failure, sizeof failure, "it has no '%s'", name);
    return false;
  }
  memcpy(function, &symbol, sizeof symbol);
  return true;
}

static void open_library(void) {
  const char *path = getenv("TICKMARK_OPENBLAS");
  // Never closed: its threads would run code that is gone.
  void *library = dlopen(path && *path ? path : "libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char *text = dlerror();
    snprintf(failure, sizeof failure, "%s", text ? text : "it cannot be opened");
    return;
  }
  (void)(find(library, "openblas_get_num_threads", &call.get_num_threads) &&
         find(library, "openblas_set_num_threads", &call.set_num_threads) &&
         find(library, "openblas_get_corename", &call.get_corename) && find(library, "cblas_sgemm", &call.sgemm) &&
         find(library, "cblas_dgemm", &call.dgemm) && find(library, "cblas_ssyrk", &call.ssyrk) &&
         find(library, "cblas_dsyrk", &call.dsyrk));
}

const char *tickmark_openblas_failure(void) {
  pthread_once(&once, open_library);
  return *failure ? failure : NULL;
}

int tickmark_openblas_threads(void) { return tickmark_openblas_failure() ? 0 : call.get_num_threads(); }

void tickmark_openblas_set_threads(int count) {
  if (!tickmark_openblas_failure()) call.set_num_threads(count);
}

const char *tickmark_openblas_core(void) { return tickmark_openblas_failure() ? "" : call.get_corename(); }

static int operation(bool transposes) { return transposes ? transposed : as_it_is; }

void tickmark_openblas_sgemm(
    bool transposes_a, bool transposes_b, int rows, int columns, int depth, float factor, const float *a, int a_stride,
    const float *b, int b_stride, float *result, int result_stride) {
  call.sgemm(
      in_rows, operation(transposes_a), operation(transposes_b), rows, columns, depth, factor, a, a_stride, b, b_stride, 0,
      result, result_stride);
}

void tickmark_openblas_dgemm(
    bool transposes_a, bool transposes_b, int rows, int columns, int depth, double factor, const double *a, int a_stride,
    const double *b, int b_stride, double *result, int result_stride) {
  call.dgemm(
      in_rows, operation(transposes_a), operation(transposes_b), rows, columns, depth, factor, a, a_stride, b, b_stride, 0,
      result, result_stride);
}

void tickmark_openblas_ssyrk(
    int order, int depth, float factor, const float *a, int a_stride, float *result, int result_stride) {
  call.ssyrk(in_rows, upper, transposed, order, depth, factor, a, a_stride, 0, result, result_stride);
}

void tickmark_openblas_dsyrk(
    int order, int depth, double factor, const double *a, int a_stride, double *result, int result_stride) {
  call.dsyrk(in_rows, upper, transposed, order, depth, factor, a, a_stride, 0, result, result_stride);
}
