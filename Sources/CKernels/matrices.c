// Products of dense matrices by the convolution kernels.
#include "dispatch.h"

void kernels_multiply(kernels_level level, const float *a, const float *b, float *out, int32_t rows, int32_t inner,
                      int32_t columns) {
  // A convolution of 1x1: rows are the pixels of one row of an image.
  wide_convolution c = {.in = a, .inPixel = inner, .filter = 1, .rowTaps = inner, .endRow = 1, .weights = b, .out = out,
                        .outPixel = columns, .rows = 1, .columns = rows};
  kernels_at(level)->convolve(&c);
}

void kernels_multiply_transposed(kernels_level level, const float *a, const float *b, float *out, int32_t rows,
                                 int32_t inner, int32_t columns) {
  // The weight gradient of such a convolution.
  wide_gradient g = {.in = a, .inPixel = inner, .filter = 1, .rowTaps = inner, .dOut = b, .outPixel = columns,
                     .rows = 1, .columns = rows, .gradient = out, .fresh = 1};
  kernels_at(level)->gradient(&g);
}
