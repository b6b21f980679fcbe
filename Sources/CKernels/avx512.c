// AVX-512: 32 registers; beyond 24 sums clang spills.
#if defined(__x86_64__)
#include <string.h>

#include "levels.h"

#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx2,fma"))), apply_to = function)
#define LEVEL kernels_avx512
#define VECTOR 16
#define ACCUMULATORS 24
#include "template.h"
#pragma clang attribute pop
#endif
