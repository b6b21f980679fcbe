// The orthogonal step of Muon: M (M^T M)^(-1/2), by Newton and Schulz's iteration.
//
// The iteration X <- X (a + b G + c G^2), G = X^T X, only ever multiplies by polynomials in the first G. So it is done on
// G, columns x columns, and the long matrix is read twice instead of ten times: G <- G P^2 and Q <- Q P with
// P = a + b G + c G^2, in the end M Q. What rounding adds to G changes directions whose singular value is below a
// thousandth of the norm by some hundredths, the others not noticeably (tested against double precision).
// Source: K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024, for iteration and
// coefficients.
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "CKernels.h"

#pragma STDC FP_CONTRACT OFF

enum { ITERATIONS = 5 };
static const float constant = 3.4445f, linear = -4.7750f, quadratic = 2.0315f;

// The share of the largest element below which a column, or a row, changes no bit of the others: what it adds to their sums
// is below 2^-150 and rounds to 0. A filter that no longer learns leaves a momentum that fades into denormals and stays
// there, and some processors take a hundred times as long for each.
static const float nothing = 0x1p-110f;

static void orthogonalize(kernels_level level, const float *matrix, int32_t rows, int32_t columns, float *scratch,
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

// The larger of two magnitudes, the first being one; a NaN is larger than any.
static float larger(float magnitude, float x) {
  const float other = fabsf(x);
  uint32_t a, b;
  memcpy(&a, &magnitude, sizeof a);
  memcpy(&b, &other, sizeof b);
  return a < b ? other : magnitude;
}

static float largest(const float *values, int32_t count) {
  float magnitude = 0;
  for (int32_t i = 0; i < count; i++) magnitude = larger(magnitude, values[i]);
  return magnitude;
}

// Zeros cost nothing and stay.
static int has_faded(float magnitude, float least) { return magnitude > 0 && magnitude < least; }

size_t kernels_orthogonalize_floats(int32_t rows, int32_t columns) {
  return columns + 2 * (size_t)rows * columns + 5 * (size_t)columns * columns;
}

void kernels_orthogonalize(kernels_level level, const float *matrix, int32_t rows, int32_t columns, float *scratch,
                           float *out) {
  float *largestOf = scratch, *kept = largestOf + columns, *keptOut = kept + (size_t)rows * columns;
  float *own = keptOut + (size_t)rows * columns;
  memset(largestOf, 0, columns * sizeof *largestOf);
  for (int32_t r = 0; r < rows; r++)
    for (int32_t c = 0; c < columns; c++) largestOf[c] = larger(largestOf[c], matrix[(size_t)r * columns + c]);
  const float least = largest(largestOf, columns) * nothing;
  int32_t keptRows = 0, keptColumns = 0;
  for (int32_t r = 0; r < rows; r++) keptRows += !has_faded(largest(matrix + (size_t)r * columns, columns), least);
  for (int32_t c = 0; c < columns; c++) keptColumns += !has_faded(largestOf[c], least);
  if (keptRows == rows && keptColumns == columns) {
    orthogonalize(level, matrix, rows, columns, own, out);
    return;
  }
  const int32_t width = (keptColumns + KERNELS_LANES - 1) / KERNELS_LANES * KERNELS_LANES;
  memset(kept, 0, (size_t)keptRows * width * sizeof *kept);
  float *row = kept;
  for (int32_t r = 0; r < rows; r++) {
    const float *all = matrix + (size_t)r * columns;
    if (has_faded(largest(all, columns), least)) continue;
    for (int32_t c = 0, k = 0; c < columns; c++)
      if (!has_faded(largestOf[c], least)) row[k++] = all[c];
    row += width;
  }
  orthogonalize(level, kept, keptRows, width, own, keptOut);
  memset(out, 0, (size_t)rows * columns * sizeof *out);
  row = keptOut;
  for (int32_t r = 0; r < rows; r++) {
    if (has_faded(largest(matrix + (size_t)r * columns, columns), least)) continue;
    for (int32_t c = 0, k = 0; c < columns; c++)
      if (!has_faded(largestOf[c], least)) out[(size_t)r * columns + c] = row[k++];
    row += width;
  }
}
