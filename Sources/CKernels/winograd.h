// Middle layers in the form of Winograd: 4x4 outputs at a time by fewer multiplications. Included by template.h.
//
// In one dimension, a polynomial of 4 coefficients times one of r has n = r + 3, and follows from its values at n
// points: n multiplications instead of 4 r. Four outputs of a filter of r taps are the transpose of that map. With
//   S [n][4]  powers of the points
//   G [n][r]  powers of the points over prod (point - other points)
//   B [n][n]  coefficients of prod (x - other points)
// a tile of 4x4 outputs is Y = S' ((G w G') * (B x B')) S, where x is n x n inputs, ' transposes and * goes element by
// element. The sum over channels inside the brackets makes n x n matrix products [tiles][in] x [in][out] of it.
// Gradients are the same formula turned round, so that what is written by planes serves all three:
//   dx = B' ((G w G') * (S dY S')) B        dw = G' ((B x B') * (S dY S')) G.
// Points are 0, +-1, +-2, for 5x5 also +-1/2, and infinity: small powers of two round least. A row for -a has the even
// terms of that for a, and its odd ones negated: the two share half sums, and the tables leave -a out. The first layer
// (blocks.h) has 5x5 outputs of 3x3 filters by the points 0, +-1, +-2, 1/2, and pairs in S alone.

#include "winograd_tables.h"

#define ROLLED _Pragma("clang loop unroll(disable)")

// Adds a term; none for a factor of 0, and the first without a sum.
INLINE void add(vec *sum, int *terms, const float factor, const vec x) {
  if (factor == 0) return;
  *sum = (*terms)++ ? *sum + x * (vec)factor : x * (vec)factor;
}

// to [n] = matrix [n][k] x [k].
INLINE void spread_line(const enum role role, const int n, const vec *x, vec *to) {
  const int k = tile_size(role, n);
  const float (*matrix)[8] = matrix_of(role, n);
  UNROLL for (int j = 0; j < n; j++) {
    if (is_paired(role, n, j - 1)) continue;
    vec even = (vec)0, odd = (vec)0;
    int evens = 0, odds = 0;
    UNROLL for (int i = 0; i < k; i += 2) add(&even, &evens, matrix[j][i], x[i]);
    UNROLL for (int i = 1; i < k; i += 2) add(&odd, &odds, matrix[j][i], x[i]);
    to[j] = !odds ? even : !evens ? odd : even + odd;
    if (is_paired(role, n, j)) to[j + 1] = even - odd;
  }
}

// to [k] = transposed matrix [k][n] x [n].
INLINE void gather_line(const enum role role, const int n, const vec *x, vec *to) {
  const int k = tile_size(role, n);
  const float (*matrix)[8] = matrix_of(role, n);
  UNROLL for (int i = 0; i < k; i++) {
    vec sum = (vec)0;
    int terms = 0;
    UNROLL for (int j = 0; j < n; j++) {
      if (is_paired(role, n, j - 1)) continue;
      add(&sum, &terms, matrix[j][i], !is_paired(role, n, j) ? x[j] : i % 2 == 0 ? x[j] + x[j + 1] : x[j] - x[j + 1]);
    }
    to[i] = sum;
  }
}

// An image cut into tiles, 4 pixels apart, in a first layer 5 (weights: one tile), and its n x n planes [tile][channels].
typedef struct {
  float *image; ptrdiff_t row, pixel;
  int rows, columns, tileRows, tileColumns, channels;
  float *planes; ptrdiff_t plane;
  const float *bias; float least;              // added to gathered outputs, which are then at least so much
  const float *mask; ptrdiff_t maskRow;        // gathered inputs are zero where it isn't positive; or null
} tiling;

// Planes of a row of tiles and a vector of channels; pixels beyond height x width are zero. Columns that two tiles
// share are transformed once.
INLINE void spread_row(const enum role role, const int n, const tiling *t, const float *image, int height,
                       float *planes) {
  const int k = tile_size(role, n), step = tile_step(role, n), shared = k - step;
  vec half[8][8];  // [column][point]
  for (int tile = 0; tile < t->tileColumns; tile++, image += step * t->pixel, planes += t->channels) {
    const int width = t->columns - tile * step;
    UNROLL for (int x = 0; x < shared; x++)
      UNROLL for (int j = 0; j < n; j++) half[x][j] = half[x + step][j];
    ROLLED for (int x = tile > 0 ? shared : 0; x < k; x++) {
      vec column[8];
      UNROLL for (int y = 0; y < k; y++)
        column[y] = y < height && x < width ? load(image + y * t->row + x * t->pixel) : (vec)0;
      spread_line(role, n, column, half[x]);
    }
    ROLLED for (int j = 0; j < n; j++) {
      vec line[8], result[8];
      UNROLL for (int x = 0; x < k; x++) line[x] = half[x][j];
      spread_line(role, n, line, result);
      UNROLL for (int i = 0; i < n; i++) store(planes + (j * n + i) * t->plane, result[i]);
    }
  }
}

// One column of gathered pixels: added to what the tiles above left in its first `above` rows; the first `finished`
// rows are in no tile below.
INLINE void gather_column(const enum role role, const int k, const tiling *t, const vec *column, float *image,
                          const float *mask, vec bias, vec least, int height, int above, int finished) {
  UNROLL for (int y = 0; y < k; y++) {
    if (y >= height) continue;
    vec value = column[y];
    if (role == OUTPUTS) value = at_least(value + bias, least);
    if (role == INPUTS && y < above) value += load(image + y * t->row);
    if (role == INPUTS && mask && y < finished) value = positive(value, load(mask + y * t->maskRow));
    store(image + y * t->row, value);
  }
}

// The other way. Columns that two tiles share are summed before their last transform.
INLINE void gather_row(const enum role role, const int n, const tiling *t, float *image, const float *mask, vec bias,
                       vec least, int height, int above, int finished, const float *planes) {
  const int k = tile_size(role, n), step = tile_step(role, n), shared = k - step;
  vec half[8][8];  // [column][point]
  for (int tile = 0; tile < t->tileColumns; tile++, image += step * t->pixel, planes += t->channels) {
    ROLLED for (int j = 0; j < n; j++) {
      vec line[8], result[8];
      UNROLL for (int i = 0; i < n; i++) line[i] = load(planes + (j * n + i) * t->plane);
      gather_line(role, n, line, result);
      UNROLL for (int x = 0; x < k; x++)
        half[x][j] = x < shared && tile > 0 ? half[x + step][j] + result[x] : result[x];
    }
    const int width = t->columns - tile * step, whole = tile < t->tileColumns - 1 ? step : k;
    ROLLED for (int x = 0; x < whole && x < width; x++) {
      vec column[8];
      gather_line(role, n, half[x], column);
      gather_column(role, k, t, column, image + x * t->pixel, mask ? mask + x * t->pixel : 0, bias, least, height,
                    above, finished);
    }
    if (mask) mask += step * t->pixel;
  }
}

INLINE void spread(const enum role role, const int n, const tiling *t) {
  const int step = tile_step(role, n);
  for (int row = 0; row < t->tileRows; row++)
    for (int c = 0; c < t->channels; c += VECTOR)
      spread_row(role, n, t, t->image + row * step * t->row + c, t->rows - row * step,
                 t->planes + (ptrdiff_t)row * t->tileColumns * t->channels + c);
}

INLINE void gather(const enum role role, const int n, const tiling *t) {
  const int step = tile_step(role, n), shared = tile_size(role, n) - step;
  for (int row = 0; row < t->tileRows; row++)
    for (int c = 0; c < t->channels; c += VECTOR)
      gather_row(role, n, t, t->image + row * step * t->row + c, t->mask ? t->mask + row * step * t->maskRow + c : 0,
                 role == OUTPUTS ? load(t->bias + c) : (vec)0, (vec)t->least, t->rows - row * step,
                 row > 0 ? shared : 0,
                 row < t->tileRows - 1 ? step : step + shared,
                 t->planes + (ptrdiff_t)row * t->tileColumns * t->channels + c);
}

#define BOTH_SIZES(function, role)                                    \
  static void function##_##role(int points, const tiling *t) {        \
    if (points == 6) function(role, 6, t); else function(role, 8, t); \
  }
BOTH_SIZES(spread, INPUTS) BOTH_SIZES(spread, WEIGHTS) BOTH_SIZES(spread, OUTPUTS)
BOTH_SIZES(gather, INPUTS) BOTH_SIZES(gather, WEIGHTS) BOTH_SIZES(gather, OUTPUTS)

// The weights [ky][kx][in][out] as one tile whose channels are all pairs (in, out).
static tiling weight_tile(const winograd_layer *w, float *weights, float *planes) {
  const int pairs = w->inPixel * w->outPixel;
  return (tiling){weights, (ptrdiff_t)w->filter * pairs, pairs, w->filter, w->filter, 1, 1, pairs,
                  planes, WINOGRAD_PLANE(w->inPixel, w->outPixel)};
}

static void winograd_prepare(const winograd_layer *w, const float *weights, float *planes, float *turned) {
  const int n = w->filter + 3, in = w->inPixel, out = w->outPixel;
  tiling t = weight_tile(w, (float *)weights, planes);
  spread_WEIGHTS(n, &t);
  for (int p = 0; turned && p < n * n; p++, planes += t.plane, turned += t.plane)
    for (int o = 0; o < out; o++)
      for (int i = 0; i < in; i++) turned[o * in + i] = planes[i * out + o];
}

static void winograd_finish(const winograd_layer *w, float *planes, float *gradient) {
  tiling t = weight_tile(w, gradient, planes);
  gather_WEIGHTS(w->filter + 3, &t);
}

// products [points][tile][to] = planes [points][tile][from] x weights [points][from][to].
static void multiply_planes(int n, int tiles, const float *planes, int from, const float *weights, float *products,
                            int to) {
  const ptrdiff_t step = WINOGRAD_PLANE(tiles, from), productStep = WINOGRAD_PLANE(tiles, to);
  for (int p = 0; p < n * n; p++) {
    wide_convolution c = {planes + p * step, 0, from, 1, from, 0, 2, weights + p * WINOGRAD_PLANE(from, to), 0,
                          products + p * productStep, 0, to, 1, tiles, 0, 0, 0};
    convolve(&c);
  }
}

// What outputs are at least.
static float least_of(const winograd_layer *w) { return w->rectify ? 0 : -__builtin_inff(); }

static void winograd_forward(const winograd_layer *w) {
  const int n = w->filter + 3, tileColumns = (w->columns + 3) / 4;
  for (int top = 0; top < w->rows; top += 4 * w->band) {
    const int rows = w->rows - top < 4 * w->band ? w->rows - top : 4 * w->band, tileRows = (rows + 3) / 4;
    const int tiles = tileRows * tileColumns;
    tiling in = {w->in + top * w->inRow, w->inRow, w->inPixel, rows + w->filter - 1,
                 w->columns + w->filter - 1, tileRows, tileColumns, w->inPixel, w->planes,
                 WINOGRAD_PLANE(tiles, w->inPixel)};
    spread_INPUTS(n, &in);
    multiply_planes(n, tiles, w->planes, w->inPixel, w->weights, w->products, w->outPixel);
    tiling out = {w->out + top * w->outRow, w->outRow, w->outPixel, rows, w->columns, tileRows, tileColumns,
                  w->outPixel, w->products, WINOGRAD_PLANE(tiles, w->outPixel), w->bias, least_of(w), 0, 0};
    gather_OUTPUTS(n, &out);
  }
}

static void winograd_backward(const winograd_layer *w) {
  const int n = w->filter + 3, tileRows = (w->rows + 3) / 4, tileColumns = (w->columns + 3) / 4;
  const int tiles = tileRows * tileColumns, in = w->inPixel, out = w->outPixel;
  const ptrdiff_t plane = WINOGRAD_PLANE(tiles, in), product = WINOGRAD_PLANE(tiles, out);
  tiling slope = {w->out, w->outRow, out, w->rows, w->columns, tileRows, tileColumns, out, w->products, product};
  spread_OUTPUTS(n, &slope);
  for (int p = 0; p < n * n; p++) {
    wide_gradient g = {w->planes + p * plane, 0, in, 1, in, w->products + p * product, 0, out, 1, tiles,
                       w->gradient + p * WINOGRAD_PLANE(in, out), w->fresh};
    gradient(&g);
  }
  multiply_planes(n, tiles, w->products, out, w->weights, w->planes, in);
  tiling image = {w->in, w->inRow, in, w->rows + w->filter - 1, w->columns + w->filter - 1, tileRows,
                  tileColumns, in, w->planes, plane, .mask = w->mask, .maskRow = w->maskRow};
  gather_INPUTS(n, &image);
}
