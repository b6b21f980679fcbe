// Networks of few channels, of which a vector of channels would be mostly padding. Included by template.h.
//
// Each channel is a plane, and vectors run along its rows: over pixels in a convolution, over taps in a weight gradient.
// Every sum is the same chain as in the kernels of many channels, so the bits are the same. The last vector of a row reads
// what lies behind it, for which a buffer's end has room (FEW_SLACK), and keeps nothing of it.

#define FEW_LANES (VECTOR < 8 ? VECTOR : 8)  // rows are short
#define FEW_VECTORS 4                        // of a row at a time, at most
#define FEW_SUMS 12                          // enough to hide the time that a sum takes; more are more code
typedef float few_vec __attribute__((ext_vector_type(FEW_LANES), aligned(4)));

INLINE few_vec load_few(const float *p) { return *(const few_vec *)p; }
INLINE void store_few(float *p, few_vec v, int count) {
  if (count >= FEW_LANES) *(few_vec *)p = v;
  else memcpy(p, &v, count > 0 ? count * sizeof *p : 0);
}
// The next vectors of `left` pixels, if each has `sums` sums.
INLINE int next_vectors(int left, int sums) {
  const int most = FEW_SUMS / sums < FEW_VECTORS ? FEW_SUMS / sums : FEW_VECTORS;
  return next_block((left + FEW_LANES - 1) / FEW_LANES, most);
}
#define FEW_MOST(sums) (FEW_SUMS < FEW_VECTORS * (sums) ? FEW_SUMS : FEW_VECTORS * (sums))

// ---- Convolution ----

// `vectors` vectors of row y from column x on.
INLINE void few_block(const int vectors, const int outputs, const few_convolution *c, int y, int x) {
  few_vec sum[FEW_VECTORS][KERNELS_FEW];
  UNROLL for (int o = 0; o < outputs; o++)
    UNROLL for (int v = 0; v < vectors; v++) sum[v][o] = (few_vec)(c->bias ? c->bias[o] : 0);
  const int first = c->firstRow > y ? c->firstRow - y : 0, end = c->endRow - y < c->filter ? c->endRow - y : c->filter;
  const ptrdiff_t tap = (ptrdiff_t)c->inPixel * c->outPixel;
  for (int ky = first; ky < end; ky++)
    for (int kx = 0; kx < c->filter; kx++) {
      const float *in = c->in.values + (y + ky) * c->in.row + x + kx, *weights = c->weights + (ky * c->filter + kx) * tap;
      for (int i = 0; i < c->inputs; i++, in += c->in.plane, weights += c->outPixel) {
        few_vec value[FEW_VECTORS];
        UNROLL for (int v = 0; v < vectors; v++) value[v] = load_few(in + v * FEW_LANES);
        UNROLL for (int o = 0; o < outputs; o++) {
          few_vec weight = (few_vec)weights[o];
          UNROLL for (int v = 0; v < vectors; v++) sum[v][o] += weight * value[v];
        }
      }
    }
  UNROLL for (int o = 0; o < outputs; o++)
    UNROLL for (int v = 0; v < vectors; v++) {
      const int column = x + v * FEW_LANES;
      few_vec s = sum[v][o];
      if (c->rectify) s = s < (few_vec)0 ? (few_vec)0 : s;
      if (c->mask.values)
        s = load_few(c->mask.values + o * c->mask.plane + y * c->mask.row + column) > (few_vec)0 ? s : (few_vec)0;
      store_few(c->out.values + o * c->out.plane + y * c->out.row + column, s, c->columns - column);
    }
}

INLINE void few_rows(const int outputs, const few_convolution *c) {
  for (int y = 0; y < c->rows; y++)
    for (int x = 0, n; x < c->columns; x += n * FEW_LANES) {
      n = next_vectors(c->columns - x, outputs);
      WITH_CONSTANT(n, outputs, FEW_MOST(outputs), few_block(COUNT, outputs, c, y, x))
    }
}

static void few_convolve(const few_convolution *c) { WITH_CONSTANT(c->outputs, 1, KERNELS_FEW, few_rows(COUNT, c)) }

// ---- The last layer ----

// One output channel: a sum an input channel, which are added as those of sixteen channels would be.
INLINE void few_narrow_block(const int vectors, const int inputs, const few_narrow *c, int output, int y, int x) {
  few_vec sum[FEW_VECTORS][KERNELS_FEW];
  UNROLL for (int i = 0; i < inputs; i++) UNROLL for (int v = 0; v < vectors; v++) sum[v][i] = (few_vec)0;
  const float *weights = c->weights + (ptrdiff_t)output * c->filter * c->filter * c->inPixel;
  for (int ky = 0; ky < c->filter; ky++)
    for (int kx = 0; kx < c->filter; kx++, weights += c->inPixel) {
      const float *in = c->in.values + (y + ky) * c->in.row + x + kx;
      UNROLL for (int i = 0; i < inputs; i++) {
        few_vec weight = (few_vec)weights[i];
        UNROLL for (int v = 0; v < vectors; v++) sum[v][i] += weight * load_few(in + i * c->in.plane + v * FEW_LANES);
      }
    }
  UNROLL for (int v = 0; v < vectors; v++) {
    UNROLL for (int half = KERNELS_FEW / 2; half > 0; half /= 2)
      UNROLL for (int i = 0; i < half; i++)
        if (i + half < inputs) sum[v][i] += sum[v][i + half];
    const few_vec total = sum[v][0] + (few_vec)0, value = (few_vec)c->bias[output] + total;
    float *out = c->out + y * c->outRow + (ptrdiff_t)(x + v * FEW_LANES) * c->outputs + output;
    ROLLED for (int i = 0; i < FEW_LANES && x + v * FEW_LANES + i < c->columns; i++) out[i * c->outputs] = value[i];
  }
}

INLINE void few_narrow_rows(const int inputs, const few_narrow *c) {
  for (int o = 0; o < c->outputs; o++)
    for (int y = 0; y < c->rows; y++)
      for (int x = 0, n; x < c->columns; x += n * FEW_LANES) {
        n = next_vectors(c->columns - x, inputs);
        WITH_CONSTANT(n, inputs, FEW_MOST(inputs), few_narrow_block(COUNT, inputs, c, o, y, x))
      }
}

static void few_convolve_narrow(const few_narrow *c) { WITH_CONSTANT(c->inputs, 1, KERNELS_FEW, few_narrow_rows(COUNT, c)) }

// ---- Gradients by weights and biases ----

// Reads what few_gradient_block adds to, or writes it.
static void exchange(int count, int outputs, const few_gradient *g, int first, int kx, float (*own)[FEW_LANES], int isRead) {
  const int taps = g->filter - kx < FEW_LANES ? g->filter - kx : FEW_LANES;
  ROLLED for (int i = 0; i < count * outputs; i++) {
    const int line = first + i / outputs, channel = line / g->filter, tap = line % g->filter * g->filter + kx;
    float *gradient = g->gradient + channel * g->channelStep + i % outputs * g->outputStep + tap * g->tapStep;
    ROLLED for (int t = 0; t < taps; t++, gradient += g->tapStep) {
      if (isRead) own[i][t] = *gradient; else *gradient = own[i][t];
    }
  }
}

// The taps from `kx` on of `count` rows of the filter, counted over channels and ky, beginning with `first`.
INLINE void few_gradient_block(const int count, const int outputs, const few_gradient *g, int first, int kx) {
  float own[FEW_SUMS][FEW_LANES] = {0};
  few_vec sum[KERNELS_FEW][KERNELS_FEW];
  const float *in[KERNELS_FEW];
  exchange(count, outputs, g, first, kx, own, 1);
  UNROLL for (int k = 0; k < count; k++) {
    in[k] = g->in.values + (first + k) / g->filter * g->in.plane + (first + k) % g->filter * g->in.row + kx;
    UNROLL for (int o = 0; o < outputs; o++) sum[k][o] = load_few(own[k * outputs + o]);
  }
  for (int y = 0; y < g->rows; y++) {
    const float *d = g->d.values + y * g->d.row;
    for (int x = 0; x < g->columns; x++) {
      few_vec slope[KERNELS_FEW];
      UNROLL for (int o = 0; o < outputs; o++) slope[o] = (few_vec)d[o * g->d.plane + x];
      UNROLL for (int k = 0; k < count; k++) {
        few_vec value = load_few(in[k] + x);
        UNROLL for (int o = 0; o < outputs; o++) sum[k][o] += value * slope[o];
      }
    }
    UNROLL for (int k = 0; k < count; k++) in[k] += g->in.row;
  }
  UNROLL for (int k = 0; k < count; k++)
    UNROLL for (int o = 0; o < outputs; o++) store_few(own[k * outputs + o], sum[k][o], FEW_LANES);
  exchange(count, outputs, g, first, kx, own, 0);
}

INLINE void few_gradients(const int outputs, const few_gradient *g) {
  const int most = FEW_SUMS / outputs < KERNELS_FEW ? FEW_SUMS / outputs : KERNELS_FEW;
  const int lines = g->inputs * g->filter;
  for (int kx = 0; kx < g->filter; kx += FEW_LANES)
    for (int first = 0, n; first < lines; first += n) {
      n = next_block(lines - first, most);
      WITH_CONSTANT(n, outputs, most * outputs, few_gradient_block(COUNT, outputs, g, first, kx))
    }
  float sum[KERNELS_FEW];
  UNROLL for (int o = 0; o < outputs; o++) sum[o] = g->biasGradient[o];
  for (int y = 0; y < g->rows; y++)
    for (int x = 0; x < g->columns; x++)
      UNROLL for (int o = 0; o < outputs; o++) sum[o] += g->d.values[o * g->d.plane + y * g->d.row + x];
  UNROLL for (int o = 0; o < outputs; o++) g->biasGradient[o] = sum[o];
}

static void few_add_gradient(const few_gradient *g) { WITH_CONSTANT(g->outputs, 1, KERNELS_FEW, few_gradients(COUNT, g)) }
