#pragma once

#include <stdbool.h>

// OpenBLAS, opened at its first use: nothing of it is needed to build, a machine without it says so, and a program that multiplies
// nothing does not have its threads, which OpenBLAS starts when it is loaded and has wait for work in a loop at first.
//
// Any thread may call any of these. Matrices lie in rows, `stride` values apart.

// Opens it, once: the file that TICKMARK_OPENBLAS names, else `libopenblas.so.0`. Returns NULL where it is there, else why not. What
// follows must not be called then.
const char *tickmark_openblas_failure(void);

int tickmark_openblas_threads(void);
void tickmark_openblas_set_threads(int count);
// The processor that its kernels are written for.
const char *tickmark_openblas_core(void);

// result = factor · op(a) · op(b); op transposes where its flag is set. The result has `rows` × `columns` values, each a sum of `depth`.
void tickmark_openblas_sgemm(
    bool transposes_a, bool transposes_b, int rows, int columns, int depth, float factor, const float *a, int a_stride,
    const float *b, int b_stride, float *result, int result_stride);
void tickmark_openblas_dgemm(
    bool transposes_a, bool transposes_b, int rows, int columns, int depth, double factor, const double *a, int a_stride,
    const double *b, int b_stride, double *result, int result_stride);

// The upper triangle of factor · aᵀ · a; `a` has `depth` rows of `order` values.
void tickmark_openblas_ssyrk(
    int order, int depth, float factor, const float *a, int a_stride, float *result, int result_stride);
void tickmark_openblas_dsyrk(
    int order, int depth, double factor, const double *a, int a_stride, double *result, int result_stride);
