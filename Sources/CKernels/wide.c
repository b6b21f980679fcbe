// The blocks of AVX-512 in portable code: lets the tests check its control flow on any machine.
// Vectors wider than the registers are split by the compiler; all calls with them are inlined, so their ABI is no matter.
#pragma clang diagnostic ignored "-Wpsabi"
#include <string.h>

#include "levels.h"

#define LEVEL kernels_wide
#define VECTOR 16
#define ACCUMULATORS 24
#include "template.h"
