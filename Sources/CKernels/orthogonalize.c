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

#include "CKernels.h"

#pragma STDC FP_CONTRACT OFF

enum { ITERATIONS = 5 };
static const float constant = 3.4445f, linear = -4.7750f, quadratic = 2.0315f;

size_t kernels_orthogonalize_floats(int32_t columns) { return 5 * (size_t)columns * columns; }

void kernels_orthogonalize(kernels_level level, const float *matrix, int32_t rows, int32_t columns, float *scratch,
                           float *out) {
  const size_t count = (size_t)columns * columns;
  float *gram = scratch, *square = gram + count, *factor = square + count, *product = factor + count;
  float *polynomial = product + count;
  kernels_multiply_transposed(level, matrix, matrix, gram, rows, columns, columns);
  float trace = 0;
  for (int i = 0; i < columns; i++) trace += gram[(size_t)i * columns + i];
  if (trace == 0) {
    memset(out, 0, (size_t)rows * columns * sizeof *out);
    return;
  }
  for (size_t i = 0; i < count; i++) gram[i] /= trace;
  for (int iteration = 0; iteration < ITERATIONS; iteration++) {
    kernels_multiply(level, gram, gram, square, columns, columns, columns);
    for (size_t i = 0; i < count; i++) factor[i] = linear * gram[i] + quadratic * square[i];
    for (int i = 0; i < columns; i++) factor[(size_t)i * columns + i] += constant;
    if (iteration == 0) {
      memcpy(polynomial, factor, count * sizeof *factor);
    } else {
      kernels_multiply(level, polynomial, factor, product, columns, columns, columns);
      float *former = polynomial;
      polynomial = product;
      product = former;
    }
    if (iteration == ITERATIONS - 1) break;
    kernels_multiply(level, gram, factor, square, columns, columns, columns);
    kernels_multiply(level, square, factor, gram, columns, columns, columns);
  }
  const float scale = 1 / sqrtf(trace);
  for (size_t i = 0; i < count; i++) polynomial[i] *= scale;
  kernels_multiply(level, matrix, polynomial, out, rows, columns, columns);
}
