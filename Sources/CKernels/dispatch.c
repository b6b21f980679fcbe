#include "dispatch.h"

int kernels_level_runs(kernels_level level) {
  switch (level) {
    case KERNELS_PORTABLE: case KERNELS_WIDE: return 1;
#if defined(__x86_64__)
    case KERNELS_AVX2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case KERNELS_AVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
             __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("fma");
#endif
    default: return 0;
  }
}

kernels_level kernels_best_level(void) {
  if (kernels_level_runs(KERNELS_AVX512)) return KERNELS_AVX512;
  if (kernels_level_runs(KERNELS_AVX2)) return KERNELS_AVX2;
  return KERNELS_PORTABLE;
}

const kernel_table *kernels_at(kernels_level level) {
  switch (level) {
#if defined(__x86_64__)
    case KERNELS_AVX2: return &kernels_avx2;
    case KERNELS_AVX512: return &kernels_avx512;
#endif
    case KERNELS_WIDE: return &kernels_wide;
    default: return &kernels_portable;
  }
}

double kernels_spin(kernels_level level, long steps, float *result) { return kernels_at(level)->spin(steps, result); }
