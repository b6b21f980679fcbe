#ifndef DISPATCH_H
#define DISPATCH_H
#include "levels.h"
// The kernels of a level that this processor runs.
const kernel_table *kernels_at(kernels_level level);
#endif
