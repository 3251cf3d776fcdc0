// Stands in for CUDA's runtime and cuBLAS where there is no device: the functions that Tickmark looks for, computed on the
// processor, with faults to plant: by fake_cuda_plant(), or in another process through the environment, which is read at
// every call.
//
//   FAKE_CUDA_FAIL=<function>=<code>   that function returns the code and does nothing
//   FAKE_CUDA_ZEROS=1                  products come out as zeros
//
// fake_cuda_live_allocations() tells how many arrays were not given back.

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static atomic_long live;

long fake_cuda_live_allocations(void) { return atomic_load(&live); }

static char planted_here[64];
static int zeros_here;

// What the environment would say, for this process; NULL and 0 take it back.
void fake_cuda_plant(const char *fault, int zeros) {
  strncpy(planted_here, fault ? fault : "", sizeof planted_here - 1);
  zeros_here = zeros;
}

static int fault(const char *function) {
  const char *planted = *planted_here ? planted_here : getenv("FAKE_CUDA_FAIL");
  size_t length = strlen(function);
  return planted && strncmp(planted, function, length) == 0 && planted[length] == '=' ? atoi(planted + length + 1) : 0;
}

static int gives_zeros(void) { return zeros_here || getenv("FAKE_CUDA_ZEROS") != NULL; }

#define MAY_FAIL                                                                                                       \
  do {                                                                                                                 \
    int code = fault(__func__);                                                                                        \
    if (code) return code;                                                                                             \
  } while (0)

int cudaGetDeviceCount(int *count) {
  MAY_FAIL;
  *count = 1;
  return 0;
}

int cudaMalloc(void **start, size_t bytes) {
  MAY_FAIL;
  *start = malloc(bytes ? bytes : 1);
  if (!*start) return 2;
  atomic_fetch_add(&live, 1);
  return 0;
}

// Gives back even where it says that it failed, as a device does that reports an earlier call's error.
int cudaFree(void *start) {
  free(start);
  atomic_fetch_sub(&live, 1);
  MAY_FAIL;
  return 0;
}

int cudaMemcpy(void *to, const void *from, size_t bytes, int kind) {
  MAY_FAIL;
  if (kind != 2) return 21;
  memcpy(to, from, bytes);
  return 0;
}

int cudaMemcpy2D(void *to, size_t to_pitch, const void *from, size_t pitch, size_t width, size_t height, int kind) {
  MAY_FAIL;
  if (kind != 1) return 21;
  for (size_t row = 0; row < height; row++) memcpy((char *)to + row * to_pitch, (const char *)from + row * pitch, width);
  return 0;
}

const char *cudaGetErrorString(int code) {
  switch (code) {
    case 2: return "out of memory";
    case 35: return "CUDA driver version is insufficient for CUDA runtime version";
    default: return "planted error";
  }
}

static int handle;

int cublasCreate_v2(void **created) {
  MAY_FAIL;
  *created = &handle;
  return 0;
}

int cublasDestroy_v2(void *destroyed) {
  (void)destroyed;
  MAY_FAIL;
  return 0;
}

int cublasSetMathMode(void *of, int mode) {
  (void)of;
  MAY_FAIL;
  // Only the mode without TF32 is taken.
  return mode == 2 ? 0 : 7;
}

// The element in row i and column j of op(a), by columns.
static float element(const float *a, int stride, int transposed, int i, int j) {
  return transposed ? a[(size_t)i * stride + j] : a[(size_t)j * stride + i];
}

int cublasSgemm_v2(
    void *of, int transposed_a, int transposed_b, int m, int n, int k, const float *alpha, const float *a, int lda,
    const float *b, int ldb, const float *beta, float *c, int ldc) {
  (void)of;
  MAY_FAIL;
  for (int j = 0; j < n; j++) {
    for (int i = 0; i < m; i++) {
      double sum = 0;
      for (int l = 0; l < k; l++) sum += (double)element(a, lda, transposed_a, i, l) * element(b, ldb, transposed_b, l, j);
      float *target = c + (size_t)j * ldc + i;
      *target = (float)(*alpha * sum) + (*beta == 0 ? 0 : *beta * *target);
      if (gives_zeros()) *target = 0;
    }
  }
  return 0;
}

int cublasSgemv_v2(
    void *of, int transposed, int m, int n, const float *alpha, const float *a, int lda, const float *x, int step_x,
    const float *beta, float *y, int step_y) {
  (void)of;
  MAY_FAIL;
  if (transposed || *beta != 0) return 7;
  for (int i = 0; i < m; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++) sum += (double)a[(size_t)j * lda + i] * x[j * step_x];
    y[i * step_y] = (float)(*alpha * sum);
  }
  return 0;
}

int cublasSger_v2(
    void *of, int m, int n, const float *alpha, const float *x, int step_x, const float *y, int step_y, float *a, int lda) {
  (void)of;
  MAY_FAIL;
  for (int j = 0; j < n; j++) {
    for (int i = 0; i < m; i++) a[(size_t)j * lda + i] += *alpha * x[i * step_x] * y[j * step_y];
  }
  return 0;
}

// Only the triangle that was asked for: the other one stays what it was.
int cublasSsyrk_v2(
    void *of, int upper, int transposed, int n, int k, const float *alpha, const float *a, int lda, const float *beta,
    float *c, int ldc) {
  (void)of;
  MAY_FAIL;
  if (transposed || *beta != 0) return 7;
  for (int j = 0; j < n; j++) {
    for (int i = upper ? 0 : j; i < (upper ? j + 1 : n); i++) {
      double sum = 0;
      for (int l = 0; l < k; l++) sum += (double)a[(size_t)l * lda + i] * a[(size_t)l * lda + j];
      c[(size_t)j * ldc + i] = gives_zeros() ? 0 : (float)(*alpha * sum);
    }
  }
  return 0;
}
