// Convolutions as products of matrices.
//
// A buffer of activations is [samples, channels, height, width], with a margin around each plane where the layer that reads
// it wants one. Its pixel p of output, counted over the samples, begins in the input at
//
//     first + sample * sampleStride + row * rowStride + column,
//
// and term k of its sum, one of channels * filter * filter, lies offsets[k] behind.
// Sums have one order, whatever the device does at once: the same call gives the same bits.

#define BLOCK 8                              // Sums on a side that an item keeps in registers.
#define TERMS 8                              // Terms that a group brings to local memory at a time.
#define COLUMNS 128                          // Pixels (or terms) of a group.
#define LANES (COLUMNS / BLOCK)
#define CHUNK 512                            // Pixels that one sum of a weight's gradient is made of.
#define SLICE 32                             // Samples whose sums are apart from others': a batch can be cut up between slices.

// Where pixel p of the output begins in a buffer.
DEVICE int pixelStart(int p, int pixels, int width, int first, int sampleStride, int rowStride) {
  int sample = p / pixels, inside = p - sample * pixels;
  int row = inside / width;
  return first + sample * sampleStride + row * rowStride + (inside - row * width);
}

// A sum over all pixels is made of parts of up to `partPixels`, none of which reaches from one slice into the next.
// Where a part begins, and the first pixel behind it.
DEVICE int partStart(int part, int partPixels, int pixels) {
  int slice = SLICE * pixels, parts = (slice + partPixels - 1) / partPixels;
  return part / parts * slice + part % parts * partPixels;
}

DEVICE int partEnd(int part, int partPixels, int pixels, int pixelCount) {
  int slice = SLICE * pixels, start = partStart(part, partPixels, pixels);
  int end = start + partPixels, last = (start / slice + 1) * slice;
  if (end > last) end = last;
  return end < pixelCount ? end : pixelCount;
}

DEVICE float activated(float sum, int activation, float slope) {
  if (activation == LINEAR || sum > 0) return sum;
  return activation == RELU ? 0 : slope * sum;
}

// out[o, p] = activated(bias[o] + sum over k of weights[o, k] in[start(p) + offsets[k]]), of ROWS channels and COLUMNS pixels
// a group. Bias and slopes lie among the weights; a bias
// that begins below 0 is none. Where `sums` is asked for, they are kept as well, as PReLU's gradient wants.
#define CONVOLVE(NAME, ROWS)                                                                                             \
KERNEL void NAME(GLOBAL const float *in, GLOBAL const int *offsets, GLOBAL const float *weights,                         \
                 GLOBAL float *out, GLOBAL float *sums,                                                                  \
                 int channels, int terms, int pixelCount, int pixels, int width,                                         \
                 int inFirst, int inSample, int inRow,                                                                   \
                 int outFirst, int outSample, int outChannel, int outRow,                                                \
                 int weightsFirst, int biasFirst, int slopesFirst, int activation, int keepsSums) {                          \
  LOCAL float tile[TERMS * COLUMNS];                                                                                     \
  LOCAL float filters[TERMS * (ROWS)];                                                                                   \
  LOCAL int starts[COLUMNS];                                                                                             \
  float sum[BLOCK][BLOCK];                                                                                               \
  const int item = ITEM(), items = (ROWS) / BLOCK * LANES;                                                               \
  const int lane = item % LANES, band = item / LANES;                                                                    \
  const int firstPixel = GROUP(0) * COLUMNS, firstChannel = GROUP(1) * (ROWS);                                           \
  for (int i = item; i < COLUMNS; i += items) {                                                                          \
    int p = firstPixel + i;                                                                                              \
    starts[i] = pixelStart(p < pixelCount ? p : 0, pixels, width, inFirst, inSample, inRow);                             \
  }                                                                                                                      \
  for (int r = 0; r < BLOCK; r++) for (int c = 0; c < BLOCK; c++) sum[r][c] = 0;                                         \
  BARRIER();                                                                                                             \
  for (int k = 0; k < terms; k += TERMS) {                                                                               \
    for (int i = item; i < TERMS * COLUMNS; i += items) {                                                                \
      int t = i / COLUMNS;                                                                                               \
      tile[i] = k + t < terms ? in[starts[i % COLUMNS] + offsets[k + t]] : 0;                                            \
    }                                                                                                                    \
    for (int i = item; i < TERMS * (ROWS); i += items) {                                                                 \
      int o = firstChannel + i / TERMS, t = i % TERMS;                                                                   \
      filters[t * (ROWS) + i / TERMS] = o < channels && k + t < terms ? weights[weightsFirst + o * terms + k + t] : 0;   \
    }                                                                                                                    \
    BARRIER();                                                                                                           \
    for (int t = 0; t < TERMS; t++) {                                                                                    \
      float a[BLOCK], b[BLOCK];                                                                                          \
      for (int r = 0; r < BLOCK; r++) a[r] = filters[t * (ROWS) + band * BLOCK + r];                                     \
      for (int c = 0; c < BLOCK; c++) b[c] = tile[t * COLUMNS + lane + c * LANES];                                       \
      for (int r = 0; r < BLOCK; r++) for (int c = 0; c < BLOCK; c++) sum[r][c] = FMA(a[r], b[c], sum[r][c]);            \
    }                                                                                                                    \
    BARRIER();                                                                                                           \
  }                                                                                                                      \
  for (int c = 0; c < BLOCK; c++) {                                                                                      \
    int p = firstPixel + lane + c * LANES;                                                                               \
    if (p >= pixelCount) continue;                                                                                       \
    int to = pixelStart(p, pixels, width, outFirst, outSample, outRow);                                                  \
    for (int r = 0; r < BLOCK; r++) {                                                                                    \
      int o = firstChannel + band * BLOCK + r;                                                                           \
      if (o >= channels) continue;                                                                                       \
      float value = biasFirst < 0 ? sum[r][c] : sum[r][c] + weights[biasFirst + o];                                      \
      if (keepsSums) sums[to + o * outChannel] = value;                                                                  \
      out[to + o * outChannel] = activated(value, activation, activation == PRELU ? weights[slopesFirst + o] : 0);       \
    }                                                                                                                    \
  }                                                                                                                      \
}

CONVOLVE(convolve64, 64)
CONVOLVE(convolve32, 32)

// The same for up to four channels: an item a pixel.
KERNEL void convolveFew(GLOBAL const float *in, GLOBAL const int *offsets, GLOBAL const float *weights,
                        GLOBAL float *out, GLOBAL float *sums,
                        int channels, int terms, int pixelCount, int pixels, int width,
                        int inFirst, int inSample, int inRow,
                        int outFirst, int outSample, int outChannel, int outRow,
                        int weightsFirst, int biasFirst, int slopesFirst, int activation, int keepsSums) {
  int p = INDEX();
  if (p >= pixelCount) return;
  int from = pixelStart(p, pixels, width, inFirst, inSample, inRow);
  float sum[4] = {0, 0, 0, 0};
  for (int k = 0; k < terms; k++) {
    float x = in[from + offsets[k]];
    for (int o = 0; o < 4; o++) if (o < channels) sum[o] = FMA(weights[weightsFirst + o * terms + k], x, sum[o]);
  }
  int to = pixelStart(p, pixels, width, outFirst, outSample, outRow);
  for (int o = 0; o < 4; o++) {
    if (o >= channels) continue;
    float value = biasFirst < 0 ? sum[o] : sum[o] + weights[biasFirst + o];
    if (keepsSums) sums[to + o * outChannel] = value;
    out[to + o * outChannel] = activated(value, activation, activation == PRELU ? weights[slopesFirst + o] : 0);
  }
}

// parts[chunk, o, k] = sum over the chunk's pixels of dOut[o, p] in[start(p) + offsets[k]], of ROWS channels and COLUMNS terms
// a group; groups are counted along one axis, terms first, then channels, then chunks: CUDA counts far along no other.
#define WEIGHT_GRADIENT(NAME, ROWS)                                                                                      \
KERNEL void NAME(GLOBAL const float *in, GLOBAL const int *offsets, GLOBAL const float *dOut, GLOBAL float *parts,       \
                 int channels, int terms, int pixelCount, int pixels, int width,                                         \
                 int inFirst, int inSample, int inRow,                                                                   \
                 int outFirst, int outSample, int outChannel, int outRow) {                                              \
  LOCAL float tile[TERMS * COLUMNS];                                                                                     \
  LOCAL float slopes[TERMS * (ROWS)];                                                                                    \
  LOCAL int places[COLUMNS];                                                                                             \
  LOCAL int from[CHUNK];                                                                                                 \
  LOCAL int to[CHUNK];                                                                                                   \
  float sum[BLOCK][BLOCK];                                                                                               \
  const int item = ITEM(), items = (ROWS) / BLOCK * LANES;                                                               \
  const int lane = item % LANES, band = item / LANES;                                                                    \
  const int columns = (terms + COLUMNS - 1) / COLUMNS, bands = (channels + (ROWS) - 1) / (ROWS);                         \
  const int chunk = GROUP(0) / (columns * bands);                                                                        \
  const int firstTerm = GROUP(0) % columns * COLUMNS, firstChannel = GROUP(0) / columns % bands * (ROWS);                \
  const int firstPixel = partStart(chunk, CHUNK, pixels);                                                                \
  const int count = partEnd(chunk, CHUNK, pixels, pixelCount) - firstPixel;                                              \
  for (int i = item; i < COLUMNS; i += items) places[i] = firstTerm + i < terms ? offsets[firstTerm + i] : 0;            \
  for (int i = item; i < count; i += items) {                                                                            \
    from[i] = pixelStart(firstPixel + i, pixels, width, inFirst, inSample, inRow);                                       \
    to[i] = pixelStart(firstPixel + i, pixels, width, outFirst, outSample, outRow);                                      \
  }                                                                                                                      \
  for (int r = 0; r < BLOCK; r++) for (int c = 0; c < BLOCK; c++) sum[r][c] = 0;                                         \
  BARRIER();                                                                                                             \
  for (int p = 0; p < count; p += TERMS) {                                                                               \
    for (int i = item; i < TERMS * COLUMNS; i += items) {                                                                \
      int q = p + i / COLUMNS;                                                                                           \
      tile[i] = q < count ? in[from[q] + places[i % COLUMNS]] : 0;                                                       \
    }                                                                                                                    \
    for (int i = item; i < TERMS * (ROWS); i += items) {                                                                 \
      int o = firstChannel + i / TERMS, q = p + i % TERMS;                                                               \
      slopes[i % TERMS * (ROWS) + i / TERMS] = o < channels && q < count ? dOut[to[q] + o * outChannel] : 0;             \
    }                                                                                                                    \
    BARRIER();                                                                                                           \
    for (int t = 0; t < TERMS; t++) {                                                                                    \
      float a[BLOCK], b[BLOCK];                                                                                          \
      for (int r = 0; r < BLOCK; r++) a[r] = slopes[t * (ROWS) + band * BLOCK + r];                                      \
      for (int c = 0; c < BLOCK; c++) b[c] = tile[t * COLUMNS + lane + c * LANES];                                       \
      for (int r = 0; r < BLOCK; r++) for (int c = 0; c < BLOCK; c++) sum[r][c] = FMA(a[r], b[c], sum[r][c]);            \
    }                                                                                                                    \
    BARRIER();                                                                                                           \
  }                                                                                                                      \
  for (int r = 0; r < BLOCK; r++) {                                                                                      \
    int o = firstChannel + band * BLOCK + r;                                                                             \
    if (o >= channels) continue;                                                                                         \
    for (int c = 0; c < BLOCK; c++) {                                                                                    \
      int k = firstTerm + lane + c * LANES;                                                                              \
      if (k < terms) parts[(chunk * channels + o) * terms + k] = sum[r][c];                                              \
    }                                                                                                                    \
  }                                                                                                                      \
}

WEIGHT_GRADIENT(weightGradient64, 64)
WEIGHT_GRADIENT(weightGradient32, 32)

// The same for up to four channels: an item a term.
KERNEL void weightGradientFew(GLOBAL const float *in, GLOBAL const int *offsets, GLOBAL const float *dOut,
                              GLOBAL float *parts, int channels, int terms, int pixelCount, int pixels, int width,
                              int inFirst, int inSample, int inRow,
                              int outFirst, int outSample, int outChannel, int outRow) {
  LOCAL int from[CHUNK];
  LOCAL int to[CHUNK];
  const int columns = (terms + COLUMNS - 1) / COLUMNS, chunk = GROUP(0) / columns;
  const int k = GROUP(0) % columns * COLUMNS + ITEM(), firstPixel = partStart(chunk, CHUNK, pixels);
  const int count = partEnd(chunk, CHUNK, pixels, pixelCount) - firstPixel;
  for (int i = ITEM(); i < count; i += COLUMNS) {
    from[i] = pixelStart(firstPixel + i, pixels, width, inFirst, inSample, inRow);
    to[i] = pixelStart(firstPixel + i, pixels, width, outFirst, outSample, outRow);
  }
  BARRIER();
  if (k >= terms) return;
  float sum[4] = {0, 0, 0, 0};
  for (int p = 0; p < count; p++) {
    float x = in[from[p] + offsets[k]];
    for (int o = 0; o < 4; o++) if (o < channels) sum[o] = FMA(dOut[to[p] + o * outChannel], x, sum[o]);
  }
  for (int o = 0; o < 4; o++) if (o < channels) parts[(chunk * channels + o) * terms + k] = sum[o];
}

// sum[i] = parts[0, i] + parts[1, i] + ..., on top of what is there unless it is fresh.
KERNEL void addParts(GLOBAL const float *parts, GLOBAL float *sum, int count, int partCount, int first, int fresh) {
  int i = INDEX();
  if (i >= count) return;
  float total = fresh ? 0 : sum[first + i];
  for (int part = 0; part < partCount; part++) total += parts[part * count + i];
  sum[first + i] = total;
}

#define SUMMANDS 128  // Items of a group that makes one sum.

// The sum of what the items of a group have; all must come here.
DEVICE float groupSum(float own, SHARED float *room) {
  int item = ITEM();
  room[item] = own;
  BARRIER();
  for (int reach = SUMMANDS / 2; reach > 0; reach /= 2) {
    if (item < reach) room[item] += room[item + reach];
    BARRIER();
  }
  return room[0];
}

// parts[part, o] = sum over the part's pixels of dOut[o, p]: a bias's gradient. Groups are counted channels first.
KERNEL void channelSums(GLOBAL const float *dOut, GLOBAL float *parts, int channels, int partPixels,
                        int pixelCount, int pixels, int width,
                        int outFirst, int outSample, int outChannel, int outRow) {
  LOCAL float room[SUMMANDS];
  int o = GROUP(0) % channels, part = GROUP(0) / channels;
  int first = partStart(part, partPixels, pixels), end = partEnd(part, partPixels, pixels, pixelCount);
  float own = 0;
  for (int p = first + ITEM(); p < end; p += SUMMANDS)
    own += dOut[pixelStart(p, pixels, width, outFirst, outSample, outRow) + o * outChannel];
  float total = groupSum(own, room);
  if (ITEM() == 0) parts[GROUP(0)] = total;
}

// What the gradient by the output of ReLU is by its sums, in place; `from` is its output.
KERNEL void rectifiedGradient(GLOBAL float *dOut, GLOBAL const float *from, int channels, int pixelCount, int pixels, int width,
                              int outFirst, int outSample, int outChannel, int outRow,
                              int fromFirst, int fromSample, int fromChannel, int fromRow) {
  int i = INDEX();
  if (i >= channels * pixelCount) return;
  int o = i / pixelCount, p = i - o * pixelCount;
  if (!(from[pixelStart(p, pixels, width, fromFirst, fromSample, fromRow) + o * fromChannel] > 0))
    dOut[pixelStart(p, pixels, width, outFirst, outSample, outRow) + o * outChannel] = 0;
}

// The same of PReLU, whose sums are `from`; parts[part, o] becomes the part's share of a slope's gradient. Groups as above.
KERNEL void slopedGradient(GLOBAL float *dOut, GLOBAL const float *from, GLOBAL const float *weights, GLOBAL float *parts,
                           int slopesFirst, int channels, int partPixels, int pixelCount, int pixels, int width,
                           int outFirst, int outSample, int outChannel, int outRow,
                           int fromFirst, int fromSample, int fromChannel, int fromRow) {
  LOCAL float room[SUMMANDS];
  int o = GROUP(0) % channels, part = GROUP(0) / channels;
  int first = partStart(part, partPixels, pixels), end = partEnd(part, partPixels, pixels, pixelCount);
  float own = 0, slope = weights[slopesFirst + o];
  for (int p = first + ITEM(); p < end; p += SUMMANDS) {
    int at = pixelStart(p, pixels, width, outFirst, outSample, outRow) + o * outChannel;
    float x = from[pixelStart(p, pixels, width, fromFirst, fromSample, fromRow) + o * fromChannel];
    if (x > 0) continue;
    own += dOut[at] * x;
    dOut[at] *= slope;
  }
  float total = groupSum(own, room);
  if (ITEM() == 0) parts[GROUP(0)] = total;
}

// turned[i, o, taps - 1 - tap] = weights[o, i, tap]: the filters of the gradient by a layer's input.
KERNEL void turnFilters(GLOBAL const float *weights, GLOBAL float *turned, int weightsFirst, int outputs, int inputs, int taps) {
  int at = INDEX();
  if (at >= outputs * inputs * taps) return;
  int tap = at % taps, i = at / taps % inputs, o = at / taps / inputs;
  turned[(i * outputs + o) * taps + taps - 1 - tap] = weights[weightsFirst + at];
}

// Fills the margin of planes from their inside, a rectangle of the plane that must not be empty: by the nearest pixel of it, or
// by zeros.
KERNEL void fillMargin(GLOBAL float *planes, int planeCount, int height, int width,
                       int top, int left, int bottom, int right, int repeats) {
  int at = INDEX();
  if (at >= planeCount * height * width) return;
  int x = at % width, y = at / width % height;
  if (y >= top && y < bottom && x >= left && x < right) return;
  int nearestY = y < top ? top : y >= bottom ? bottom - 1 : y;
  int nearestX = x < left ? left : x >= right ? right - 1 : x;
  planes[at] = repeats ? planes[at + (nearestY - y) * width + nearestX - x] : 0;
}
