// The orthogonal step of Muon: M (M^T M)^(-1/2), by Newton and Schulz's iteration.
//
// The iteration X <- X (a + b G + c G^2), G = X^T X, only ever multiplies by polynomials in the first G. So it is done on
// G, columns x columns, and the long matrix is read twice instead of ten times: G <- G P^2 and Q <- Q P with
// P = a + b G + c G^2, in the end M Q. What rounding adds to G changes directions whose singular value is below a
// thousandth of the norm by some hundredths, the others not noticeably (tested against double precision).
// Source: K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024, for iteration and
// coefficients.
#include <math.h>
#include <string.h>

#include "dispatch.h"

#pragma STDC FP_CONTRACT OFF

enum { ITERATIONS = 5 };
static const float constant = 3.4445f, linear = -4.7750f, quadratic = 2.0315f;

// out [rows][columns] = a [rows][inner] b [inner][columns]: a convolution of 1x1.
static void multiply(const kernel_table *kernels, const float *a, const float *b, float *out, int rows, int inner,
                     int columns) {
  wide_convolution c = {.in = a, .inPixel = inner, .filter = 1, .rowTaps = inner, .endRow = 1, .weights = b, .out = out,
                        .outPixel = columns, .rows = 1, .columns = rows};
  kernels->convolve(&c);
}

// out [columns][columns] = a^T a of a [rows][columns]: the weight gradient of such a convolution.
static void multiply_by_transpose(const kernel_table *kernels, const float *a, float *out, int rows, int columns) {
  wide_gradient g = {.in = a, .inPixel = columns, .filter = 1, .rowTaps = columns, .dOut = a, .outPixel = columns,
                     .rows = 1, .columns = rows, .gradient = out, .fresh = 1};
  kernels->gradient(&g);
}

size_t kernels_orthogonalize_floats(int32_t columns) { return 5 * (size_t)columns * columns; }

void kernels_orthogonalize(kernels_level level, const float *matrix, int32_t rows, int32_t columns, float *scratch,
                           float *out) {
  const kernel_table *kernels = kernels_at(level);
  const size_t count = (size_t)columns * columns;
  float *gram = scratch, *square = gram + count, *factor = square + count, *product = factor + count;
  float *polynomial = product + count;
  multiply_by_transpose(kernels, matrix, gram, rows, columns);
  float trace = 0;
  for (int i = 0; i < columns; i++) trace += gram[(size_t)i * columns + i];
  if (trace == 0) {
    memset(out, 0, (size_t)rows * columns * sizeof *out);
    return;
  }
  for (size_t i = 0; i < count; i++) gram[i] /= trace;
  for (int iteration = 0; iteration < ITERATIONS; iteration++) {
    multiply(kernels, gram, gram, square, columns, columns, columns);
    for (size_t i = 0; i < count; i++) factor[i] = linear * gram[i] + quadratic * square[i];
    for (int i = 0; i < columns; i++) factor[(size_t)i * columns + i] += constant;
    if (iteration == 0) {
      memcpy(polynomial, factor, count * sizeof *factor);
    } else {
      multiply(kernels, polynomial, factor, product, columns, columns, columns);
      float *former = polynomial;
      polynomial = product;
      product = former;
    }
    if (iteration == ITERATIONS - 1) break;
    multiply(kernels, gram, factor, square, columns, columns, columns);
    multiply(kernels, square, factor, gram, columns, columns, columns);
  }
  const float scale = 1 / sqrtf(trace);
  for (size_t i = 0; i < count; i++) polynomial[i] *= scale;
  multiply(kernels, matrix, polynomial, out, rows, columns, columns);
}
