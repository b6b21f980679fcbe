// The kernels, written once and compiled for each level. The including file defines
//   LEVEL          name of the kernel table
//   VECTOR         floats in a vector register
//   ACCUMULATORS   vectors that may be summed into at once without spilling
// and includes <string.h> and "levels.h" before it asks for a level's instructions.
// A block sums `points` x `vectors` outputs in registers: each step loads `vectors` weights (or output gradients),
// broadcasts `points` inputs and does points x vectors multiply-adds.

// A product and the sum that it goes into are rounded once where the level has such an instruction: bits rest on it.
#pragma clang fp contract(on)

typedef float vec __attribute__((ext_vector_type(VECTOR), aligned(4)));
#define GROUP (KERNELS_LANES / VECTOR)  // vectors in 16 channels
#define GRADIENT_PIXELS 160  // pixels whose output gradient, 16 channels of each, fills a third of the first-level cache
#define INLINE static inline __attribute__((always_inline))
// A block's loops must vanish: indexed by a variable, its sums would be stored at every step.
#define UNROLL _Pragma("clang loop unroll(full)")

INLINE vec load(const float *p) { return *(const vec *)p; }
INLINE void store(float *p, vec v) { *(vec *)p = v; }
INLINE vec broadcast(float x) { return (vec)x; }
INLINE vec at_least(vec v, vec least) { return v < least ? least : v; }  // keeps a NaN, which must not go unnoticed
INLINE vec positive(vec v, vec by) {  // v where by > 0, else 0
  return by > (vec)0 ? v : (vec)0;
}

// Does `call` with `count` as a compile-time constant COUNT, of which 1...12 are possible while COUNT x each <= most.
#define CASE(n, each, most, call)                                \
  case n: {                                                      \
    enum { COUNT = n };                                          \
    if (COUNT * (each) <= (most)) call; else __builtin_trap();   \
    break;                                                       \
  }
#define WITH_CONSTANT(count, each, most, call)                                                     \
  switch (count) {                                                                                 \
    CASE(1, each, most, call) CASE(2, each, most, call) CASE(3, each, most, call)                  \
    CASE(4, each, most, call) CASE(5, each, most, call) CASE(6, each, most, call)                  \
    CASE(7, each, most, call) CASE(8, each, most, call) CASE(9, each, most, call)                  \
    CASE(10, each, most, call) CASE(11, each, most, call) CASE(12, each, most, call)               \
    default: __builtin_trap();                                                                     \
  }
// The size of the next of the fewest equal blocks of at most `most` that cover `left`.
INLINE int next_block(int left, int most) {
  int blocks = (left + most - 1) / most;
  return (left + blocks - 1) / blocks;
}

// ---- Many output channels: forward and input gradient ----

// Outputs of `points` neighbouring pixels and `vectors` vectors of channels, filter rows firstTap..<endTap.
INLINE void convolve_block(const int points, const int vectors, const wide_convolution *c, const float *in,
                           const float *weights, float *out, const float *bias, const float *mask, int firstTap,
                           int endTap, int rectify) {
  vec sum[12][4];
  UNROLL for (int v = 0; v < vectors; v++) {
    vec start = bias ? load(bias + v * VECTOR) : (vec)0;
    UNROLL for (int p = 0; p < points; p++) sum[p][v] = bias == out ? load(out + p * c->outPixel + v * VECTOR) : start;
  }
  const ptrdiff_t pixel = c->inPixel, pitch = c->outPixel;
  for (int ky = firstTap; ky < endTap; ky++) {
    const float *row = in + ky * c->inRow, *end = row + c->rowTaps;
    const float *w = weights + (ptrdiff_t)ky * c->rowTaps * pitch;
    for (; row < end; row++, w += pitch) {
      vec weight[4];
      UNROLL for (int v = 0; v < vectors; v++) weight[v] = load(w + v * VECTOR);
      UNROLL for (int p = 0; p < points; p++) {
        vec x = broadcast(row[p * pixel]);
        UNROLL for (int v = 0; v < vectors; v++) sum[p][v] += weight[v] * x;
      }
    }
  }
  UNROLL for (int p = 0; p < points; p++)
    UNROLL for (int v = 0; v < vectors; v++) {
      vec s = sum[p][v];
      if (rectify) s = at_least(s, (vec)0);
      if (mask) s = positive(s, load(mask + p * c->outPixel + v * VECTOR));
      store(out + p * c->outPixel + v * VECTOR, s);
    }
}

// One row of output; `bias` == null starts from zero, `resume` from what out holds.
INLINE void convolve_row(const int vectors, const wide_convolution *c, int y, int channel, int firstTap, int endTap,
                         int resume, int finish) {
  const int most = ACCUMULATORS / vectors < 12 ? ACCUMULATORS / vectors : 12;
  const float *in = c->in + y * c->inRow, *weights = c->weights + channel;
  float *out = c->out + y * c->outRow + channel;
  const float *mask = finish && c->mask ? c->mask + y * c->maskRow + channel : 0;
  const float *bias = c->bias ? c->bias + channel : 0;
  const int rectify = finish && c->rectify;
  for (int x = 0, n; x < c->columns; x += n) {
    n = next_block(c->columns - x, most);
    float *target = out + (ptrdiff_t)x * c->outPixel;
    const float *m = mask ? mask + (ptrdiff_t)x * c->outPixel : 0;
    WITH_CONSTANT(n, vectors, ACCUMULATORS,
      convolve_block(COUNT, vectors, c, in + x * c->inPixel, weights, target, resume ? target : bias, m, firstTap,
                     endTap, rectify))
  }
}

INLINE void convolve_channels(const int vectors, const wide_convolution *c, int channel) {
  // Weights of all filter rows of these channels stay in the first-level cache, or those of one row at a time do.
  const size_t bytes = (size_t)c->filter * c->rowTaps * vectors * VECTOR * 4;
  const int whole = bytes <= 24 * 1024;
  for (int step = 0; step < (whole ? 1 : c->filter); step++)
    for (int y = 0; y < c->rows; y++) {
      int lowest = c->firstRow - y > 0 ? c->firstRow - y : 0;
      int end = c->endRow - y < c->filter ? c->endRow - y : c->filter;
      if (whole) {
        convolve_row(vectors, c, y, channel, lowest, end, 0, 1);
      } else {
        if (step == 0) convolve_row(vectors, c, y, channel, 0, lowest == 0 && end > 0, 0, 0);
        else if (step >= lowest && step < end) convolve_row(vectors, c, y, channel, step, step + 1, 1, 0);
        if (step == c->filter - 1 && (c->rectify || c->mask)) convolve_row(vectors, c, y, channel, 0, 0, 1, 1);
      }
    }
}

static void convolve(const wide_convolution *c) {
  int channel = 0;
#if VECTOR == 16 && ACCUMULATORS >= 24
  for (; channel + 64 <= c->outPixel; channel += 64) convolve_channels(4, c, channel);
  for (; channel + 32 <= c->outPixel; channel += 32) convolve_channels(2, c, channel);
#endif
  for (; channel < c->outPixel; channel += KERNELS_LANES) convolve_channels(GROUP, c, channel);
}

// ---- Many output channels: weight gradient ----

// gradient[taps][vectors] += sum over the pixels of `rows` rows.
INLINE void gradient_block(const int taps, const int vectors, const wide_gradient *g, const float *in,
                           const float *dOut, int rows, int fresh, float *gradient) {
  vec sum[12][4];
  const ptrdiff_t pitch = g->outPixel, pixel = g->inPixel;
  UNROLL for (int t = 0; t < taps; t++)
    UNROLL for (int v = 0; v < vectors; v++) sum[t][v] = fresh ? (vec)0 : load(gradient + t * pitch + v * VECTOR);
  for (int y = 0; y < rows; y++) {
    const float *x = in + y * g->inRow, *d = dOut + y * g->dOutRow;
    for (const float *end = d + g->columns * pitch; d < end; d += pitch, x += pixel) {
      vec value[4];
      UNROLL for (int v = 0; v < vectors; v++) value[v] = load(d + v * VECTOR);
      UNROLL for (int t = 0; t < taps; t++) {
        vec scalar = broadcast(x[t]);
        UNROLL for (int v = 0; v < vectors; v++) sum[t][v] += value[v] * scalar;
      }
    }
  }
  UNROLL for (int t = 0; t < taps; t++)
    UNROLL for (int v = 0; v < vectors; v++) store(gradient + t * pitch + v * VECTOR, sum[t][v]);
}

INLINE void gradient_channels(const int vectors, const wide_gradient *g, int channel, int top, int rows) {
  const int most = ACCUMULATORS / vectors < 12 ? ACCUMULATORS / vectors : 12;
  const float *dOut = g->dOut + top * g->dOutRow + channel;
  for (int ky = 0; ky < g->filter; ky++) {
    const float *in = g->in + (top + ky) * g->inRow;
    float *gradient = g->gradient + (ptrdiff_t)ky * g->rowTaps * g->outPixel + channel;
    for (int t = 0, n; t < g->rowTaps; t += n) {
      n = next_block(g->rowTaps - t, most);
      WITH_CONSTANT(n, vectors, ACCUMULATORS,
        gradient_block(COUNT, vectors, g, in + t, dOut, rows, g->fresh && top == 0,
                       gradient + (ptrdiff_t)t * g->outPixel))
    }
  }
}

static void gradient(const wide_gradient *g) {
  // Rows are taken in bands, so that the output gradient of a band stays in the first-level cache.
  int band = GRADIENT_PIXELS / g->columns;
  if (band < 1) band = 1;
  for (int top = 0; top < g->rows; top += band) {
    int rows = g->rows - top < band ? g->rows - top : band, channel = 0;
#if VECTOR == 16 && ACCUMULATORS >= 24
    for (; channel + 64 <= g->outPixel; channel += 64) gradient_channels(4, g, channel, top, rows);
    for (; channel + 32 <= g->outPixel; channel += 32) gradient_channels(2, g, channel, top, rows);
#endif
    for (; channel < g->outPixel; channel += KERNELS_LANES) gradient_channels(GROUP, g, channel, top, rows);
  }
}

// ---- Few output channels ----

// Sixteen partial sums to one, in an order that is the same for every vector size.
INLINE float total(const vec *sum) {
  float lanes[KERNELS_LANES];
  memcpy(lanes, sum, sizeof lanes);
  for (int half = KERNELS_LANES / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
  return lanes[0];
}

// `points` neighbouring pixels of one output channel: dot products over (kx, channel), vectors of 16.
INLINE void convolve_narrow_block(const int points, const narrow_convolution *c, const float *in,
                                  const float *weights, float bias, float *out) {
  vec sum[12][GROUP];
  float rest[12];
  UNROLL for (int p = 0; p < points; p++) {
    rest[p] = 0;
    UNROLL for (int v = 0; v < GROUP; v++) sum[p][v] = (vec)0;
  }
  const int even = c->rowTaps & ~(KERNELS_LANES - 1);
  const ptrdiff_t pixel = c->inPixel;
  for (int ky = 0; ky < c->filter; ky++) {
    const float *row = in + ky * c->inRow, *w = weights + ky * c->rowTaps;
    for (int t = 0; t < even; t += KERNELS_LANES)
      UNROLL for (int v = 0; v < GROUP; v++) {
        vec weight = load(w + t + v * VECTOR);
        UNROLL for (int p = 0; p < points; p++) sum[p][v] += weight * load(row + p * pixel + t + v * VECTOR);
      }
    for (int t = even; t < c->rowTaps; t++)
      UNROLL for (int p = 0; p < points; p++) rest[p] += w[t] * row[p * pixel + t];
  }
  UNROLL for (int p = 0; p < points; p++) out[p * c->outChannels] = bias + (total(sum[p]) + rest[p]);
}

static void convolve_narrow(const narrow_convolution *c) {
  const int most = ACCUMULATORS / GROUP < 12 ? ACCUMULATORS / GROUP : 12;
  for (int y = 0; y < c->rows; y++)
    for (int x = 0, n; x < c->columns; x += n) {
      n = next_block(c->columns - x, most);
      for (int o = 0; o < c->outChannels; o++) {
        const float *in = c->in + y * c->inRow + (ptrdiff_t)x * c->inPixel;
        const float *weights = c->weights + (ptrdiff_t)o * c->filter * c->rowTaps;
        float *out = c->out + y * c->outRow + x * c->outChannels + o;
        WITH_CONSTANT(n, GROUP, ACCUMULATORS,
          convolve_narrow_block(COUNT, c, in, weights, c->bias[o], out))
      }
    }
}

// gradient[taps kx][16 channels] += sum over the input pixels of one row of in * dOut, dOut shifted by the tap.
INLINE void gradient_narrow_block(const int taps, const narrow_gradient *g, const float *in, const float *dOut,
                                  float *gradient) {
  vec sum[12][GROUP];
  const ptrdiff_t pixel = g->inPixel, step = g->outChannels;
  UNROLL for (int t = 0; t < taps; t++)
    UNROLL for (int v = 0; v < GROUP; v++) sum[t][v] = load(gradient + t * pixel + v * VECTOR);
  for (int y = 0; y < g->rows; y++) {
    const float *x = in + y * g->inRow, *d = dOut + y * g->dOutRow;
    for (int column = 0; column < g->columns + g->filter - 1; column++, x += pixel, d += step) {
      vec value[GROUP];
      UNROLL for (int v = 0; v < GROUP; v++) value[v] = load(x + v * VECTOR);
      UNROLL for (int t = 0; t < taps; t++) {
        vec scalar = broadcast(d[-t * step]);
        UNROLL for (int v = 0; v < GROUP; v++) sum[t][v] += value[v] * scalar;
      }
    }
  }
  UNROLL for (int t = 0; t < taps; t++)
    UNROLL for (int v = 0; v < GROUP; v++) store(gradient + t * pixel + v * VECTOR, sum[t][v]);
}

// Input pixels that aren't whole vectors: the network has one layer only.
static void gradient_narrow_plain(const narrow_gradient *g, int o) {
  float *gradient = g->gradient + (ptrdiff_t)o * g->filter * g->rowTaps;
  for (int ky = 0; ky < g->filter; ky++)
    for (int t = 0; t < g->rowTaps; t++) {
      float sum = 0;
      for (int y = 0; y < g->rows; y++)
        for (int x = 0; x < g->columns; x++)
          sum += g->in[(y + ky) * g->inRow + x * g->inPixel + t] * g->dOut[y * g->dOutRow + x * g->outChannels + o];
      gradient[ky * g->rowTaps + t] += sum;
    }
}

static void gradient_narrow(const narrow_gradient *g) {
  const int most = ACCUMULATORS / GROUP < 12 ? ACCUMULATORS / GROUP : 12;
  for (int o = 0; o < g->outChannels; o++) {
    if (g->inPixel % KERNELS_LANES != 0) {
      gradient_narrow_plain(g, o);
      continue;
    }
    for (int ky = 0; ky < g->filter; ky++)
      for (int channel = 0; channel < g->inPixel; channel += KERNELS_LANES)
        for (int kx = 0, n; kx < g->filter; kx += n) {
          n = next_block(g->filter - kx, most);
          const float *in = g->in + ky * g->inRow + channel;
          const float *dOut = g->dOut - kx * g->outChannels + o;
          float *gradient = g->gradient + ((ptrdiff_t)o * g->filter + ky) * g->rowTaps + kx * g->inPixel + channel;
          WITH_CONSTANT(n, GROUP, ACCUMULATORS,
            gradient_narrow_block(COUNT, g, in, dOut, gradient))
        }
  }
}

#include "winograd.h"
#include "blocks.h"
#include "prelu.h"
#include "few.h"

// ---- The processor's limit ----

// As many independent chains of multiply-adds as a block has sums, nothing loaded or stored.
static double spin(long steps, float *result) {
  vec sum[ACCUMULATORS];
  const vec factor = (vec)0.999999f, term = (vec)1e-7f;
  for (int i = 0; i < ACCUMULATORS; i++) sum[i] = (vec)(float)i;
  for (long step = 0; step < steps; step++)
    for (int i = 0; i < ACCUMULATORS; i++) sum[i] = sum[i] * factor + term;
  for (int i = 1; i < ACCUMULATORS; i++) sum[0] += sum[i];
  store(result, sum[0]);
  return 2.0 * VECTOR * ACCUMULATORS * (double)steps;
}

const kernel_table LEVEL = {
  .convolve = convolve, .gradient = gradient,
  .convolve_narrow = convolve_narrow, .gradient_narrow = gradient_narrow,
  .winograd_prepare = winograd_prepare, .winograd_forward = winograd_forward,
  .winograd_backward = winograd_backward, .winograd_finish = winograd_finish,
  .blocks_prepare = blocks_prepare, .blocks_forward = blocks_forward,
  .blocks_backward = blocks_backward, .blocks_finish = blocks_finish,
  .prelu_forward = prelu_forward, .prelu_backward = prelu_backward,
  .few_convolve = few_convolve, .few_convolve_narrow = few_convolve_narrow, .few_add_gradient = few_add_gradient,
  .spin = spin,
};
