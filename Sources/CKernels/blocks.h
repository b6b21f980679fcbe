// The first layer: a large filter on few channels as blocks of 3x3, in the form of Winograd. Included by template.h.
//
//   y = sum over blocks (a, b) of conv3x3(w[3a...3a+2][3b...3b+2], x shifted by (3a, 3b)),
// so that a 9x9 filter on one channel is a 3x3 filter on nine, an 11x11 one with zeros around it one on sixteen. This sum
// is the one over channels in the brackets of winograd.h: the transform of the outputs, dear for its many channels, is
// paid once for all blocks. The image has few channels and is transformed wherever a tile or a block in it can begin,
// vectors running along its rows; then a tap (a, b, channel) lies at the same distance from each tile's first.
//
//   planes of the image      [point][row of tiles][a][start, channel]
//   weights, their gradient  [16 output channels][point][tap][16]
// Products, and the output gradient by planes, are made for 16 or 32 channels at a time, and used at once.

// What is left of a row of an image, beyond which it is zero.
INLINE vec load_part(const float *p, int count) {
  if (count >= VECTOR) return load(p);
  float lanes[VECTOR] = {0};
  if (count > 0) memcpy(lanes, p, count * sizeof *p);
  return load(lanes);
}

// Where the tiles' planes lie, and the taps in them.
typedef struct {
  int tileColumns, tiles, taps;
  ptrdiff_t row, plane;
  int32_t tap[BLOCK_MAX_TAPS];
} block_geometry;

static block_geometry geometry_of(const winograd_layer *w, int tileRows) {
  const int blocks = w->blocks, channels = w->inPixel, tileColumns = (w->columns + BLOCK_TILE - 1) / BLOCK_TILE;
  block_geometry g = {tileColumns, tileRows * tileColumns, blocks * blocks * channels,
                      BLOCK_ROW(tileColumns, blocks, channels), BLOCK_PLANE(tileRows, tileColumns, blocks, channels)};
  for (int t = 0; t < g.taps; t++)
    g.tap[t] = (int32_t)(t / (blocks * channels) * g.row + t / channels % blocks * 3 * channels + t % channels);
  return g;
}

// From the planes' begin to a tile's first tap.
INLINE ptrdiff_t tile_start(const winograd_layer *w, const block_geometry *g, int tile) {
  return tile / g->tileColumns * w->blocks * g->row + tile % g->tileColumns * BLOCK_TILE * w->inPixel;
}

// One tile of the output, or of its gradient; tile 0 begins in row `top`.
INLINE tiling output_tile(const winograd_layer *w, const block_geometry *g, int top, int tile, ptrdiff_t plane) {
  const int y = top + tile / g->tileColumns * BLOCK_TILE, x = tile % g->tileColumns * BLOCK_TILE;
  return (tiling){.image = w->out + y * w->outRow + x * w->outPixel, .row = w->outRow, .pixel = w->outPixel,
                  .rows = w->rows - y, .columns = w->columns - x, .tileColumns = 1, .plane = plane};
}

// Planes of the rows of tiles from output row `top` on: each row of the image in one direction, then in the other.
static void spread_blocks(const winograd_layer *w, const block_geometry *g, int top) {
  float *half = w->products;
  const int channels = w->inPixel, blocks = w->blocks;
  const int width = (w->columns + w->filter - 1) * channels, halfRow = BLOCK_HALF(g->tileColumns, blocks, channels);
  for (int r = 0; r < g->tiles / g->tileColumns * blocks; r++) {
    const int y = top + r / blocks * BLOCK_TILE + r % blocks * 3, height = w->rows + w->filter - 1 - y;
    const float *image = w->in + y * w->inRow;
    for (int x = 0; x < halfRow; x += VECTOR) {
      vec column[BLOCK_SIDE], result[BLOCK_SIDE];
      UNROLL for (int i = 0; i < BLOCK_SIDE; i++)
        column[i] = i < height ? load_part(image + i * w->inRow + x, width - x) : (vec)0;
      spread_line(INPUTS, BLOCK_SIDE, column, result);
      UNROLL for (int j = 0; j < BLOCK_SIDE; j++) store(half + j * halfRow + x, result[j]);
    }
    for (int j = 0; j < BLOCK_SIDE; j++) {
      const float *from = half + j * halfRow;
      float *to = w->planes + j * BLOCK_SIDE * g->plane + r * g->row;
      for (int x = 0; x < g->row; x += VECTOR) {
        vec line[BLOCK_SIDE], result[BLOCK_SIDE];
        UNROLL for (int i = 0; i < BLOCK_SIDE; i++) line[i] = load(from + x + i * channels);
        spread_line(INPUTS, BLOCK_SIDE, line, result);
        UNROLL for (int i = 0; i < BLOCK_SIDE; i++) store(to + i * g->plane + x, result[i]);
      }
    }
  }
}

// A tap's 3x3 weights to 16 output channels.
INLINE tiling block_tile(const winograd_layer *w, float *weights, float *planes, int group, int tap) {
  const int channels = w->inPixel, taps = w->blocks * w->blocks * channels;
  const int ky = tap / channels / w->blocks * 3, kx = tap / channels % w->blocks * 3;
  const ptrdiff_t pixel = (ptrdiff_t)channels * w->outPixel, row = w->filter * pixel;
  return (tiling){weights + ky * row + kx * pixel + tap % channels * w->outPixel + group * KERNELS_LANES, row, pixel,
                  w->filter - ky, w->filter - kx, 1, 1, KERNELS_LANES,
                  planes + ((ptrdiff_t)group * BLOCK_POINTS * taps + tap) * KERNELS_LANES, taps * KERNELS_LANES};
}

static void blocks_prepare(const winograd_layer *w, const float *weights, float *planes) {
  for (int group = 0; group < w->outPixel / KERNELS_LANES; group++)
    for (int tap = 0; tap < w->blocks * w->blocks * w->inPixel; tap++) {
      tiling t = block_tile(w, (float *)weights, planes, group, tap);
      spread(WEIGHTS, BLOCK_SIDE, &t);
    }
}

static void blocks_finish(const winograd_layer *w, float *planes, float *gradient) {
  for (int group = 0; group < w->outPixel / KERNELS_LANES; group++)
    for (int tap = 0; tap < w->blocks * w->blocks * w->inPixel; tap++) {
      tiling t = block_tile(w, gradient, planes, group, tap);
      gather(WEIGHTS, BLOCK_SIDE, &t);
    }
}

// Vectors that may be summed into at once here, where each tile or tap has an offset of its own: beyond 20 of 16 floats
// clang spills.
#define BLOCK_SUMS (VECTOR == 16 ? 20 : ACCUMULATORS)

// Where vector v lies, from the first of its channels' groups of 16.
#define GROUPED(v, group) ((v) / GROUP * (group) + (v) % GROUP * VECTOR)

// products[tile][vectors] of `tiles` tiles at one point.
INLINE void multiply_block(const int tiles, const int vectors, const block_geometry *g, const float *const *in,
                           ptrdiff_t point, const float *weights, ptrdiff_t group, float *products) {
  vec sum[12][4];
  UNROLL for (int p = 0; p < tiles; p++) UNROLL for (int v = 0; v < vectors; v++) sum[p][v] = (vec)0;
  for (const int32_t *tap = g->tap, *end = tap + g->taps; tap < end; tap++, weights += KERNELS_LANES) {
    const ptrdiff_t offset = point + *tap;
    vec weight[4];
    UNROLL for (int v = 0; v < vectors; v++) weight[v] = load(weights + GROUPED(v, group));
    UNROLL for (int p = 0; p < tiles; p++) {
      vec x = broadcast(in[p][offset]);
      UNROLL for (int v = 0; v < vectors; v++) sum[p][v] += weight[v] * x;
    }
  }
  UNROLL for (int p = 0; p < tiles; p++)
    UNROLL for (int v = 0; v < vectors; v++) store(products + (p * vectors + v) * VECTOR, sum[p][v]);
}

INLINE void multiply_batch(const int tiles, const int vectors, const winograd_layer *w, const block_geometry *g,
                           int first, const float *weights, float *products) {
  const ptrdiff_t group = (ptrdiff_t)BLOCK_POINTS * g->taps * KERNELS_LANES;
  const float *in[12];
  UNROLL for (int p = 0; p < tiles; p++) in[p] = w->planes + tile_start(w, g, first + p);
  for (int point = 0; point < BLOCK_POINTS; point++)
    multiply_block(tiles, vectors, g, in, point * g->plane, weights + (ptrdiff_t)point * g->taps * KERNELS_LANES, group,
                   products + point * BLOCK_SUMS * VECTOR);
}

// Outputs of `vectors` vectors of channels.
INLINE void forward_channels(const int vectors, const winograd_layer *w, const block_geometry *g, int top,
                             int channel) {
  const int most = BLOCK_SUMS / vectors < 12 ? BLOCK_SUMS / vectors : 12;
  const float *weights = w->weights + (ptrdiff_t)channel * BLOCK_POINTS * g->taps;
  float products[BLOCK_POINTS * BLOCK_SUMS * VECTOR];
  for (int first = 0, n; first < g->tiles; first += n) {
    n = next_block(g->tiles - first, most);
    WITH_CONSTANT(n, vectors, BLOCK_SUMS, multiply_batch(COUNT, vectors, w, g, first, weights, products))
    for (int tile = first; tile < first + n; tile++) {
      const tiling t = output_tile(w, g, top, tile, BLOCK_SUMS * VECTOR);
      for (int v = 0, c = channel; v < vectors; v++, c += VECTOR)
        gather_row(OUTPUTS, BLOCK_SIDE, &t, t.image + c, 0, load(w->bias + c), (vec)least_of(w), t.rows, 0, 0,
                   products + ((tile - first) * vectors + v) * VECTOR);
    }
  }
}

static void blocks_forward(const winograd_layer *w) {
  for (int top = 0; top < w->rows; top += BLOCK_TILE * w->band) {
    const int rows = (w->rows - top + BLOCK_TILE - 1) / BLOCK_TILE;
    const block_geometry g = geometry_of(w, rows < w->band ? rows : w->band);
    spread_blocks(w, &g, top);
    int channel = 0;
#if VECTOR == 16
    for (; channel + 32 <= w->outPixel; channel += 32) forward_channels(2, w, &g, top, channel);
#endif
    for (; channel < w->outPixel; channel += KERNELS_LANES) forward_channels(GROUP, w, &g, top, channel);
  }
}

// gradient[taps] += sum over `tiles` tiles of input x slope at one point.
INLINE void block_gradient(const int taps, const int vectors, const float *in, const int32_t *tap, const int32_t *start,
                        int tiles, const float *slope, int fresh, float *gradient, ptrdiff_t group) {
  vec sum[12][4];
  UNROLL for (int t = 0; t < taps; t++)
    UNROLL for (int v = 0; v < vectors; v++)
      sum[t][v] = fresh ? (vec)0 : load(gradient + t * KERNELS_LANES + GROUPED(v, group));
  ptrdiff_t offset[12];
  UNROLL for (int t = 0; t < taps; t++) offset[t] = tap[t];
  for (const int32_t *end = start + tiles; start < end; start++, slope += vectors * VECTOR) {
    const float *x = in + *start;
    vec value[4];
    UNROLL for (int v = 0; v < vectors; v++) value[v] = load(slope + v * VECTOR);
    UNROLL for (int t = 0; t < taps; t++) {
      vec scalar = broadcast(x[offset[t]]);
      UNROLL for (int v = 0; v < vectors; v++) sum[t][v] += value[v] * scalar;
    }
  }
  UNROLL for (int t = 0; t < taps; t++)
    UNROLL for (int v = 0; v < vectors; v++) store(gradient + t * KERNELS_LANES + GROUPED(v, group), sum[t][v]);
}

// The weights' gradient by planes from the tiles first..<first+tiles.
INLINE void backward_batch(const int vectors, const winograd_layer *w, const block_geometry *g, int channel, int first,
                           int tiles) {
  const ptrdiff_t plane = WINOGRAD_PLANE(tiles, vectors * VECTOR);
  const int most = BLOCK_SUMS / vectors < 12 ? BLOCK_SUMS / vectors : 12;
  const ptrdiff_t group = (ptrdiff_t)BLOCK_POINTS * g->taps * KERNELS_LANES;
  float *slopes = w->products;
  int32_t start[BLOCK_BATCH];
  for (int i = 0; i < tiles; i++) {
    const tiling t = output_tile(w, g, 0, first + i, plane);
    start[i] = (int32_t)tile_start(w, g, first + i);
    for (int v = 0; v < vectors; v++)
      spread_row(OUTPUTS, BLOCK_SIDE, &t, t.image + channel + v * VECTOR, t.rows, slopes + (i * vectors + v) * VECTOR);
  }
  float *gradient = w->gradient + (ptrdiff_t)channel * BLOCK_POINTS * g->taps;
  for (int point = 0; point < BLOCK_POINTS; point++)
    for (int t = 0, n; t < g->taps; t += n, gradient += n * KERNELS_LANES) {
      n = next_block(g->taps - t, most);
      WITH_CONSTANT(n, vectors, BLOCK_SUMS,
        block_gradient(COUNT, vectors, w->planes + point * g->plane, g->tap + t, start, tiles, slopes + point * plane,
                    w->fresh && first == 0, gradient, group))
    }
}

static void blocks_backward(const winograd_layer *w) {
  const block_geometry g = geometry_of(w, (w->rows + BLOCK_TILE - 1) / BLOCK_TILE);
  for (int first = 0, n; first < g.tiles; first += n) {
    n = next_block(g.tiles - first, BLOCK_BATCH);
    int channel = 0;
#if VECTOR == 16
    for (; channel + 32 <= w->outPixel; channel += 32) backward_batch(2, w, &g, channel, first, n);
#endif
    for (; channel < w->outPixel; channel += KERNELS_LANES) backward_batch(GROUP, w, &g, channel, first, n);
  }
}
