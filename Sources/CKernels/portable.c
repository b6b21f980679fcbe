// Any processor: 4-float vectors, which every target has. ARM's 32 registers hold 24 sums, SSE's 16 hold 12.
#include <string.h>

#include "levels.h"

#define LEVEL kernels_portable
#define VECTOR 4
#if defined(__aarch64__)
#define ACCUMULATORS 24
#else
#define ACCUMULATORS 12
#endif
#include "template.h"
