// AVX2 with FMA: 16 registers, of which 12 hold sums, 2 weights and 1 the broadcast input.
#if defined(__x86_64__)
#include <string.h>

#include "levels.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LEVEL kernels_avx2
#define VECTOR 8
#define ACCUMULATORS 12
#include "template.h"
#pragma clang attribute pop
#endif
