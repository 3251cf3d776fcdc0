#define _GNU_SOURCE
#include "CTickmarkCUDA.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The functions by the types that CUDA's and cuBLAS's documentation gives them; statuses are ints, 0 is success.
typedef void *handle_t;
typedef struct {
  int (*get_device_count)(int *);
  int (*allocate)(void **, size_t);
  int (*release)(void *);
  int (*copy)(void *, const void *, size_t, int);
  int (*copy_rows)(void *, size_t, const void *, size_t, size_t, size_t, int);
  const char *(*error_string)(int);
  int (*create)(handle_t *);
  int (*destroy)(handle_t);
  int (*set_math_mode)(handle_t, int);
  int (*gemm)(
      handle_t, int, int, int, int, int, const float *, const float *, int, const float *, int, const float *, float *,
      int);
  int (*gemv)(
      handle_t, int, int, int, const float *, const float *, int, const float *, int, const float *, float *, int);
  int (*ger)(handle_t, int, int, const float *, const float *, int, const float *, int, float *, int);
  int (*syrk)(
      handle_t, int, int, int, int, const float *, const float *, int, const float *, float *, int);
} functions_t;

enum { libraries_at_most = 16 };

struct tickmark_cuda {
  void *libraries[libraries_at_most];
  int library_count;
  functions_t call;
  handle_t handle;
};

// Of the enumerations in driver_types.h and cublas_api.h.
enum { to_device = 1, to_host = 2 };
enum { not_transposed = 0, transposed = 1, lower_triangle = 0, pedantic_math = 2 };

static int fail(tickmark_cuda_failure *failure, const char *call, int code, const char *message) {
  snprintf(failure->call, sizeof failure->call, "%s", call);
  failure->code = code;
  snprintf(failure->message, sizeof failure->message, "%s", message);
  return code;
}

static int fail_runtime(tickmark_cuda *cuda, tickmark_cuda_failure *failure, const char *call, int code) {
  const char *message = cuda->call.error_string(code);
  return fail(failure, call, code, message ? message : "an error without a text");
}

static int fail_blas(tickmark_cuda_failure *failure, const char *call, int code) {
  return fail(failure, call, code, "a cuBLAS status other than success");
}

// Opening

static void open_library(tickmark_cuda *cuda, const char *name, char *reason, size_t size) {
  if (cuda->library_count == libraries_at_most) return;
  void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (library) {
    cuda->libraries[cuda->library_count++] = library;
  } else if (!*reason) {
    const char *text = dlerror();
    snprintf(reason, size, "%s", text ? text : name);
  }
}

static void open_paths(tickmark_cuda *cuda, const char *paths, char *reason, size_t size) {
  while (*paths) {
    size_t length = strcspn(paths, ":");
    char *path = strndup(paths, length);
    if (path && *path) open_library(cuda, path, reason, size);
    free(path);
    paths += length + (paths[length] == ':');
  }
}

static void open_usual(tickmark_cuda *cuda, char *reason, size_t size) {
  static const char *const folders[] = {"", "/usr/local/cuda/lib64/"};
  static const char *const names[2][4] = {
      {"libcudart.so", "libcudart.so.13", "libcudart.so.12", "libcudart.so.11.0"},
      {"libcublas.so", "libcublas.so.13", "libcublas.so.12", "libcublas.so.11"}};
  for (int kind = 0; kind < 2; kind++) {
    int before = cuda->library_count;
    for (int folder = 0; folder < 2; folder++) {
      for (int name = 0; name < 4 && cuda->library_count == before; name++) {
        char path[64];
        snprintf(path, sizeof path, "%s%s", folders[folder], names[kind][name]);
        open_library(cuda, path, reason, size);
      }
    }
  }
}

// Writes the function's address through a copy: an object pointer and a function pointer have one size here.
static int find(tickmark_cuda *cuda, const char *name, void *function, tickmark_cuda_failure *failure) {
  for (int index = 0; index < cuda->library_count; index++) {
    void *symbol = dlsym(cuda->libraries[index], name);
    if (symbol) {
      memcpy(function, &symbol, sizeof symbol);
      return 0;
    }
  }
  char message[96];
  snprintf(message, sizeof message, "none of the libraries has '%s'", name);
  return fail(failure, "dlsym", 1, message);
}

static int find_all(tickmark_cuda *cuda, tickmark_cuda_failure *failure) {
  functions_t *call = &cuda->call;
  const struct {
    const char *name;
    void *function;
  } wanted[] = {
      {"cudaGetDeviceCount", &call->get_device_count}, {"cudaMalloc", &call->allocate},
      {"cudaFree", &call->release}, {"cudaMemcpy", &call->copy}, {"cudaMemcpy2D", &call->copy_rows},
      {"cudaGetErrorString", &call->error_string}, {"cublasCreate_v2", &call->create},
      {"cublasDestroy_v2", &call->destroy}, {"cublasSetMathMode", &call->set_math_mode},
      {"cublasSgemm_v2", &call->gemm}, {"cublasSgemv_v2", &call->gemv}, {"cublasSger_v2", &call->ger},
      {"cublasSsyrk_v2", &call->syrk}};
  for (size_t index = 0; index < sizeof wanted / sizeof *wanted; index++) {
    if (find(cuda, wanted[index].name, wanted[index].function, failure)) return 1;
  }
  return 0;
}

static int start(tickmark_cuda *cuda, tickmark_cuda_failure *failure) {
  // Without a driver this returns 35 and leaves the count alone: the code is what counts.
  int devices = 0;
  int code = cuda->call.get_device_count(&devices);
  if (code) return fail_runtime(cuda, failure, "cudaGetDeviceCount", code);
  if (devices < 1) return fail(failure, "cudaGetDeviceCount", 100, "there is no device");
  code = cuda->call.create(&cuda->handle);
  if (code) {
    cuda->handle = NULL;
    return fail_blas(failure, "cublasCreate_v2", code);
  }
  // Pedantic: products in Float32 as written, no TF32 whatever the environment says.
  code = cuda->call.set_math_mode(cuda->handle, pedantic_math);
  return code ? fail_blas(failure, "cublasSetMathMode", code) : 0;
}

tickmark_cuda *tickmark_cuda_open(const char *paths, tickmark_cuda_failure *failure) {
  tickmark_cuda *cuda = calloc(1, sizeof *cuda);
  if (!cuda) {
    fail(failure, "calloc", 1, "memory is short");
    return NULL;
  }
  char reason[160] = "";
  if (paths && *paths) {
    open_paths(cuda, paths, reason, sizeof reason);
  } else {
    open_usual(cuda, reason, sizeof reason);
  }
  int failed = 0;
  if (cuda->library_count == 0) {
    failed = fail(failure, "dlopen", 1, *reason ? reason : "no library was named");
  } else {
    failed = find_all(cuda, failure);
    if (!failed) failed = start(cuda, failure);
  }
  if (!failed) return cuda;
  tickmark_cuda_close(cuda);
  return NULL;
}

void tickmark_cuda_close(tickmark_cuda *cuda) {
  if (!cuda) return;
  if (cuda->handle) cuda->call.destroy(cuda->handle);
  // The libraries stay open: CUDA's runtime does not survive being closed and opened again.
  free(cuda);
}

// Computing

// Up to four arrays on the device, given back together.
typedef struct {
  float *arrays[4];
  int count;
} memory_t;

static int allocate(
    tickmark_cuda *cuda, memory_t *memory, size_t values, float **array, tickmark_cuda_failure *failure) {
  void *start = NULL;
  int code = cuda->call.allocate(&start, values * sizeof(float));
  if (code) return fail_runtime(cuda, failure, "cudaMalloc", code);
  *array = start;
  memory->arrays[memory->count++] = start;
  return 0;
}

// The first failure stands: one in giving back after it adds nothing.
static int release(tickmark_cuda *cuda, memory_t *memory, int failed, tickmark_cuda_failure *failure) {
  while (memory->count > 0) {
    int code = cuda->call.release(memory->arrays[--memory->count]);
    if (code && !failed) failed = fail_runtime(cuda, failure, "cudaFree", code);
  }
  return failed;
}

// Rows to the device, without what lies between them.
static int upload(
    tickmark_cuda *cuda, float *device, const float *host, int rows, int columns, int stride,
    tickmark_cuda_failure *failure) {
  size_t width = (size_t)columns * sizeof(float);
  int code = cuda->call.copy_rows(device, width, host, (size_t)stride * sizeof(float), width, (size_t)rows, to_device);
  return code ? fail_runtime(cuda, failure, "cudaMemcpy2D", code) : 0;
}

// Waits for what was asked of the device, and brings the result back.
static int download(
    tickmark_cuda *cuda, float *host, const float *device, size_t values, tickmark_cuda_failure *failure) {
  int code = cuda->call.copy(host, device, values * sizeof(float), to_host);
  return code ? fail_runtime(cuda, failure, "cudaMemcpy", code) : 0;
}

// cuBLAS counts in columns: rows of ours are columns of its, so the days' rows are a matrix of `assets` × `days`.
static int covariance_on_device(
    tickmark_cuda *cuda, float *rows, const float *roots, float *mean, float *result, int days, int assets,
    float mean_factor, float factor, tickmark_cuda_failure *failure) {
  const float zero = 0, less = -1;
  int code = cuda->call.gemv(
      cuda->handle, not_transposed, assets, days, &mean_factor, rows, assets, roots, 1, &zero, mean, 1);
  if (code) return fail_blas(failure, "cublasSgemv_v2", code);
  code = cuda->call.ger(cuda->handle, assets, days, &less, mean, 1, roots, 1, rows, assets);
  if (code) return fail_blas(failure, "cublasSger_v2", code);
  // The lower triangle by columns is the upper one by rows.
  code = cuda->call.syrk(
      cuda->handle, lower_triangle, not_transposed, assets, days, &factor, rows, assets, &zero, result, assets);
  return code ? fail_blas(failure, "cublasSsyrk_v2", code) : 0;
}

int tickmark_cuda_covariance(
    tickmark_cuda *cuda, const float *rows, const float *roots, int days, int assets, int stride, float mean_factor,
    float factor, float *result, tickmark_cuda_failure *failure) {
  memory_t memory = {{0}, 0};
  float *device_rows, *device_roots, *mean, *device_result;
  size_t order = (size_t)assets;
  int failed = allocate(cuda, &memory, order * (size_t)days, &device_rows, failure)
    || allocate(cuda, &memory, (size_t)days, &device_roots, failure)
    || allocate(cuda, &memory, order, &mean, failure) || allocate(cuda, &memory, order * order, &device_result, failure)
    || upload(cuda, device_rows, rows, days, assets, stride, failure)
    || upload(cuda, device_roots, roots, 1, days, days, failure)
    || covariance_on_device(
        cuda, device_rows, device_roots, mean, device_result, days, assets, mean_factor, factor, failure)
    || download(cuda, result, device_result, order * order, failure);
  return release(cuda, &memory, failed, failure);
}

int tickmark_cuda_product(
    tickmark_cuda *cuda, const float *a, int a_stride, const float *b, int b_stride, int rows, int columns, int depth,
    float *result, tickmark_cuda_failure *failure) {
  memory_t memory = {{0}, 0};
  float *left, *right, *product;
  const float one = 1, zero = 0;
  int failed = allocate(cuda, &memory, (size_t)rows * (size_t)depth, &left, failure)
    || allocate(cuda, &memory, (size_t)columns * (size_t)depth, &right, failure)
    || allocate(cuda, &memory, (size_t)rows * (size_t)columns, &product, failure)
    || upload(cuda, left, a, rows, depth, a_stride, failure) || upload(cuda, right, b, columns, depth, b_stride, failure);
  if (!failed) {
    // By columns: productᵀ = b · aᵀ.
    int code = cuda->call.gemm(
        cuda->handle, transposed, not_transposed, columns, rows, depth, &one, right, depth, left, depth, &zero, product,
        columns);
    failed = code ? fail_blas(failure, "cublasSgemm_v2", code) : 0;
  }
  if (!failed) failed = download(cuda, result, product, (size_t)rows * (size_t)columns, failure);
  return release(cuda, &memory, failed, failure);
}
