// Middle layers in the form of Winograd: 4x4 outputs at a time by fewer multiplications. Included by template.h.
//
// In one dimension, 4 outputs of a filter of r taps are the product of two polynomials, one of them transposed: it
// is enough to know the product at n = r + 3 points. With the points' matrices
//   S [n][4]  powers of the points                                (spreads outputs' gradients, gathers outputs)
//   G [n][r]  powers over prod (point - other points)             (spreads weights)
//   B [n][n]  coefficients of prod (x - other points)             (spreads inputs)
// an output tile is Y = S' [(G w G') * (B x B')] S, where * is element by element, and a sum over channels inside the
// brackets makes n x n small matrix products [tiles][in] [in][out] of it. Gradients are the same formula transposed:
//   dx = B' [(G w G') * (S dY S')] B        dw = G' [(B x B') * (S dY S')] G.
// The points are 0, pairs +-a, and infinity. A row for -a has the same even, and the negative odd, terms as that for
// a: two half sums serve both.

// Spreading by a matrix [n][k]: rows 0 and n-1 as they are, rows +a and -a from their even and odd terms.
static const float winograd_input_6[6][8] = {
  {4, 0, -5, 0, 1}, {0, -4, -4, 1, 1}, {0}, {0, -2, -1, 2, 1}, {0}, {0, 4, 0, -5, 0, 1}};
static const float winograd_weight_6[6][8] = {
  {1 / 4.f}, {-1 / 6.f, -1 / 6.f, -1 / 6.f}, {0}, {1 / 24.f, 1 / 12.f, 1 / 6.f}, {0}, {0, 0, 1}};
static const float winograd_output_6[6][8] = {{1}, {1, 1, 1, 1}, {0}, {1, 2, 4, 8}, {0}, {0, 0, 0, 1}};

static const float winograd_input_8[8][8] = {
  {-1, 0, 5.25f, 0, -5.25f, 0, 1}, {0, 1, 1, -4.25f, -4.25f, 1, 1}, {0}, {0, 0.5f, 0.25f, -2.5f, -1.25f, 2, 1}, {0},
  {0, 2, 4, -2.5f, -5, 0.5f, 1}, {0}, {0, -1, 0, 5.25f, 0, -5.25f, 0, 1}};
static const float winograd_weight_8[8][8] = {
  {-1}, {-2 / 9.f, -2 / 9.f, -2 / 9.f, -2 / 9.f, -2 / 9.f}, {0},
  {1 / 90.f, 2 / 90.f, 4 / 90.f, 8 / 90.f, 16 / 90.f}, {0},
  {32 / 45.f, 16 / 45.f, 8 / 45.f, 4 / 45.f, 2 / 45.f}, {0}, {0, 0, 0, 0, 1}};
static const float winograd_output_8[8][8] = {
  {1}, {1, 1, 1, 1}, {0}, {1, 2, 4, 8}, {0}, {1, 0.5f, 0.25f, 0.125f}, {0}, {0, 0, 0, 1}};

#define ROLLED _Pragma("clang loop unroll(disable)")

// Sum of factor[i] x[i] over i = from, from + step, ... < end, terms of factor 0 left out.
INLINE vec weighted(const float *factor, const vec *x, const int from, const int end, const int step) {
  vec sum = (vec)0;
  int started = 0;
  UNROLL for (int i = from; i < end; i += step) {
    if (factor[i] == 0) continue;
    sum = started ? sum + x[i] * (vec)factor[i] : x[i] * (vec)factor[i];
    started = 1;
  }
  return sum;
}

// to [n] = matrix [n][k] x [k].
INLINE void spread_line(const int k, const int n, const float (*matrix)[8], const vec *x, vec *to) {
  to[0] = weighted(matrix[0], x, 0, k, 1);
  UNROLL for (int j = 1; j < n - 1; j += 2) {
    vec even = weighted(matrix[j], x, 0, k, 2), odd = weighted(matrix[j], x, 1, k, 2);
    to[j] = even + odd;
    to[j + 1] = even - odd;
  }
  to[n - 1] = weighted(matrix[n - 1], x, 0, k, 1);
}

// to [k] = transposed matrix [k][n] x [n].
INLINE void gather_line(const int k, const int n, const float (*matrix)[8], const vec *x, vec *to) {
  vec sum[8], difference[8];
  UNROLL for (int j = 1; j < n - 1; j += 2) {
    sum[j] = x[j] + x[j + 1];
    difference[j] = x[j] - x[j + 1];
  }
  UNROLL for (int i = 0; i < k; i++) {
    vec total = (vec)0;
    int started = 0;
    UNROLL for (int j = 0; j < n; j += j == 0 || j == n - 2 ? 1 : 2) {
      const float factor = matrix[j][i];
      if (factor == 0) continue;
      const vec term = j == 0 || j == n - 1 ? x[j] : i % 2 == 0 ? sum[j] : difference[j];
      total = started ? total + term * (vec)factor : term * (vec)factor;
      started = 1;
    }
    to[i] = total;
  }
}

// An image cut into tiles of k x k pixels, `step` apart, and its n x n planes [tile][channels].
typedef struct {
  float *image; ptrdiff_t row, pixel;
  int rows, columns, step, tileRows, tileColumns, channels;
  float *planes; ptrdiff_t plane;
  const float *bias; int rectify;              // of gathered pixels
  const float *mask; ptrdiff_t maskRow;        // likewise; zero where it isn't positive
} tiling;

// Planes of one tile and vector of channels; what lies beyond height x width is zero.
INLINE void spread_tile(const int k, const int n, const float (*matrix)[8], const tiling *t, const float *image,
                        int height, int width, float *planes) {
  vec half[8][8];
  ROLLED for (int x = 0; x < k; x++) {
    vec column[8];
    UNROLL for (int y = 0; y < k; y++)
      column[y] = y < height && x < width ? load(image + y * t->row + x * t->pixel) : (vec)0;
    spread_line(k, n, matrix, column, half[x]);
  }
  ROLLED for (int j = 0; j < n; j++) {
    vec line[8], result[8];
    UNROLL for (int x = 0; x < k; x++) line[x] = half[x][j];
    spread_line(k, n, matrix, line, result);
    UNROLL for (int i = 0; i < n; i++) store(planes + (j * n + i) * t->plane, result[i]);
  }
}

// The other way: adds to pixels that an earlier tile has been in, and finishes those that no later one will be in.
INLINE void gather_tile(const int k, const int n, const float (*matrix)[8], const tiling *t, float *image,
                        const float *mask, const float *bias, int height, int width, int above, int before, int below,
                        int after, const float *planes) {
  vec half[8][8];
  ROLLED for (int j = 0; j < n; j++) {
    vec line[8];
    UNROLL for (int i = 0; i < n; i++) line[i] = load(planes + (j * n + i) * t->plane);
    gather_line(k, n, matrix, line, half[j]);
  }
  const vec start = bias ? load(bias) : (vec)0;
  ROLLED for (int x = 0; x < k && x < width; x++) {
    vec line[8], column[8];
    UNROLL for (int j = 0; j < n; j++) line[j] = half[j][x];
    gather_line(k, n, matrix, line, column);
    UNROLL for (int y = 0; y < k; y++) {
      if (y >= height) continue;
      float *to = image + y * t->row + x * t->pixel;
      vec value = column[y];
      if (bias) value += start;
      if (y < above || x < before) value += load(to);
      if (t->rectify) value = rectified(value);
      if (mask && y < below && x < after) value = positive(value, load(mask + y * t->maskRow + x * t->pixel));
      store(to, value);
    }
  }
}

INLINE void for_each_tile(const int gathering, const int k, const int n, const float (*matrix)[8], const tiling *t) {
  for (int row = 0; row < t->tileRows; row++)
    for (int column = 0; column < t->tileColumns; column++) {
      const int top = row * t->step, left = column * t->step;
      const int height = t->rows - top, width = t->columns - left;
      float *image = t->image + top * t->row + left * t->pixel;
      const float *mask = t->mask ? t->mask + top * t->maskRow + left * t->pixel : 0;
      float *planes = t->planes + ((ptrdiff_t)row * t->tileColumns + column) * t->channels;
      const int above = row > 0 ? k - t->step : 0, before = column > 0 ? k - t->step : 0;
      const int below = row < t->tileRows - 1 ? t->step : k, after = column < t->tileColumns - 1 ? t->step : k;
      for (int c = 0; c < t->channels; c += VECTOR)
        if (gathering) gather_tile(k, n, matrix, t, image + c, mask ? mask + c : 0, t->bias ? t->bias + c : 0, height,
                                   width, above, before, below, after, planes + c);
        else spread_tile(k, n, matrix, t, image + c, height, width, planes + c);
    }
}

static void spread_inputs(int n, const tiling *t) {
  if (n == 6) for_each_tile(0, 6, 6, winograd_input_6, t); else for_each_tile(0, 8, 8, winograd_input_8, t);
}
static void spread_weights(int n, const tiling *t) {
  if (n == 6) for_each_tile(0, 3, 6, winograd_weight_6, t); else for_each_tile(0, 5, 8, winograd_weight_8, t);
}
static void spread_outputs(int n, const tiling *t) {
  if (n == 6) for_each_tile(0, 4, 6, winograd_output_6, t); else for_each_tile(0, 4, 8, winograd_output_8, t);
}
static void gather_inputs(int n, const tiling *t) {
  if (n == 6) for_each_tile(1, 6, 6, winograd_input_6, t); else for_each_tile(1, 8, 8, winograd_input_8, t);
}
static void gather_weights(int n, const tiling *t) {
  if (n == 6) for_each_tile(1, 3, 6, winograd_weight_6, t); else for_each_tile(1, 5, 8, winograd_weight_8, t);
}
static void gather_outputs(int n, const tiling *t) {
  if (n == 6) for_each_tile(1, 4, 6, winograd_output_6, t); else for_each_tile(1, 4, 8, winograd_output_8, t);
}

// The weights [ky][kx][in][out] as one tile whose channels are all pairs (in, out).
static tiling weight_tile(const winograd_layer *w, float *weights, float *planes) {
  const int pairs = w->inPixel * w->outPixel;
  return (tiling){weights, (ptrdiff_t)w->filter * pairs, pairs, w->filter, w->filter, w->filter, 1, 1, pairs,
                  planes, WINOGRAD_PLANE(w->inPixel, w->outPixel)};
}

static void winograd_prepare(const winograd_layer *w, const float *weights, float *planes, float *turned) {
  const int n = w->filter + 3, in = w->inPixel, out = w->outPixel;
  tiling t = weight_tile(w, (float *)weights, planes);
  spread_weights(n, &t);
  for (int p = 0; turned && p < n * n; p++, planes += t.plane, turned += t.plane)
    for (int o = 0; o < out; o++)
      for (int i = 0; i < in; i++) turned[o * in + i] = planes[i * out + o];
}

static void winograd_finish(const winograd_layer *w, float *planes, float *gradient) {
  tiling t = weight_tile(w, gradient, planes);
  gather_weights(w->filter + 3, &t);
}

// products [n n][tile][to] = planes [n n][tile][from] weights [n n][from][to].
static void multiply_planes(int n, int tiles, const float *planes, int from, const float *weights, float *products, int to) {
  const ptrdiff_t step = WINOGRAD_PLANE(tiles, from), productStep = WINOGRAD_PLANE(tiles, to);
  for (int p = 0; p < n * n; p++) {
    wide_convolution c = {planes + p * step, 0, from, 1, from, 0, 2, weights + p * WINOGRAD_PLANE(from, to), 0,
                          products + p * productStep, 0, to, 1, tiles, 0, 0, 0};
    convolve(&c);
  }
}

static void winograd_forward(const winograd_layer *w) {
  const int n = w->filter + 3, tileColumns = (w->columns + 3) / 4;
  for (int top = 0; top < w->rows; top += 4 * w->band) {
    const int rows = w->rows - top < 4 * w->band ? w->rows - top : 4 * w->band, tileRows = (rows + 3) / 4;
    const int tiles = tileRows * tileColumns;
    tiling in = {(float *)w->in + top * w->inRow, w->inRow, w->inPixel, rows + w->filter - 1,
                 w->columns + w->filter - 1, 4, tileRows, tileColumns, w->inPixel, w->planes,
                 WINOGRAD_PLANE(tiles, w->inPixel)};
    spread_inputs(n, &in);
    multiply_planes(n, tiles, w->planes, w->inPixel, w->weights, w->products, w->outPixel);
    tiling out = {w->out + top * w->outRow, w->outRow, w->outPixel, rows, w->columns, 4, tileRows, tileColumns,
                  w->outPixel, w->products, WINOGRAD_PLANE(tiles, w->outPixel), w->bias, 1};
    gather_outputs(n, &out);
  }
}

static void winograd_backward(const winograd_layer *w) {
  const int n = w->filter + 3, tileRows = (w->rows + 3) / 4, tileColumns = (w->columns + 3) / 4;
  const int tiles = tileRows * tileColumns, in = w->inPixel, out = w->outPixel;
  const ptrdiff_t plane = WINOGRAD_PLANE(tiles, in), product = WINOGRAD_PLANE(tiles, out);
  tiling slope = {w->out, w->outRow, out, w->rows, w->columns, 4, tileRows, tileColumns, out, w->products, product};
  spread_outputs(n, &slope);
  for (int p = 0; p < n * n; p++) {
    wide_gradient g = {w->planes + p * plane, 0, in, 1, in, w->products + p * product, 0, out, 1, tiles,
                       w->gradient + p * WINOGRAD_PLANE(in, out), w->fresh};
    gradient(&g);
  }
  multiply_planes(n, tiles, w->products, out, w->weights, w->planes, in);
  tiling image = {(float *)w->in, w->inRow, in, w->rows + w->filter - 1, w->columns + w->filter - 1, 4, tileRows,
                  tileColumns, in, w->planes, plane, .mask = w->mask, .maskRow = w->maskRow};
  gather_inputs(n, &image);
}
