#pragma once

#include <stddef.h>

// CUDA's runtime and cuBLAS, opened at run time: nothing of CUDA is needed to build, and a machine without it says so.
// Every function returns 0, or not 0 with the failure filled in; device memory is given back either way.

typedef struct tickmark_cuda tickmark_cuda;

typedef struct {
  // The call that failed: a function of CUDA's, or `dlopen` or `dlsym`.
  char call[48];
  // What it returned; not 0.
  int code;
  char message[208];
} tickmark_cuda_failure;

// Opens the libraries, asks for a device and makes a cuBLAS handle without TF32. `paths` are files, with colons between
// them; NULL or empty means the names under which CUDA 11 to 13 install them.
// Returns NULL and the failure where any of that fails.
tickmark_cuda *tickmark_cuda_open(const char *paths, tickmark_cuda_failure *failure);
void tickmark_cuda_close(tickmark_cuda *cuda);

// The upper triangle of factor · Σ over days of (row − mean · root)ᵀ (row − mean · root), `assets` × `assets` in rows:
//   rows   `days` rows of `assets` values, `stride` apart, each multiplied with the root of its day's weight
//   roots  one a day
// The mean is mean_factor · Σ root · row. All are in memory of the host; the device centres.
int tickmark_cuda_covariance(
    tickmark_cuda *cuda, const float *rows, const float *roots, int days, int assets, int stride, float mean_factor,
    float factor, float *result, tickmark_cuda_failure *failure);

// result = a · bᵀ in rows: `a` is `rows` × `depth`, `b` is `columns` × `depth`.
int tickmark_cuda_product(
    tickmark_cuda *cuda, const float *a, int a_stride, const float *b, int b_stride, int rows, int columns, int depth,
    float *result, tickmark_cuda_failure *failure);
