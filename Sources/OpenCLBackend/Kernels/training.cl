// What a training does beside its convolutions.

// Cuts sub-images out of images that lie one behind the other, each [height, width, channels], and lays them: a whole input
// and the central part of its target. Of sub-image s, place[4 s] is where the image begins, in pixels, place[4 s + 1] its
// width, place[4 s + 2] where the sub-image begins in it, in pixels, and place[4 s + 3] how it is laid: bit 0 mirrored from
// left to right, which comes first, bit 1 transposed, bit 2 rows reversed, bit 3 columns reversed.
// Source: `Orientation.lay`, undone from the last step to the first.
KERNEL void cut(GLOBAL const float *images, GLOBAL const int *place, GLOBAL float *out, int samples, int channels,
                int margin, int side, int outFirst, int outSample, int outChannel, int outRow) {
  int at = INDEX();
  if (at >= samples * side * side) return;
  int x = at % side, y = at / side % side, sample = at / side / side;
  int imageStart = place[4 * sample], width = place[4 * sample + 1], start = place[4 * sample + 2];
  int laid = place[4 * sample + 3];
  int fromX = x, fromY = y;
  if (laid & 8) fromX = side - 1 - fromX;
  if (laid & 4) fromY = side - 1 - fromY;
  if (laid & 2) { int t = fromX; fromX = fromY; fromY = t; }
  if (laid & 1) fromX = side - 1 - fromX;
  int pixel = imageStart + start + (margin + fromY) * width + margin + fromX;
  int to = outFirst + sample * outSample + y * outRow + x;
  for (int c = 0; c < channels; c++) out[to + c * outChannel] = images[pixel * channels + c];
}

// The loss of each sample, and its gradient by the output times `share`. `counted` has a bit a channel.
// A group a sample. Half the squared differences, or, if `absolute`, their magnitudes.
KERNEL void pixelLoss(GLOBAL const float *out, GLOBAL const float *target, GLOBAL float *dOut, GLOBAL float *losses,
                      int channels, int pixels, int width, int counted, int absolute, float share,
                      int outFirst, int outSample, int outChannel, int outRow,
                      int dFirst, int dSample, int dChannel, int dRow) {
  LOCAL float room[SUMMANDS];
  int sample = GROUP(0);
  float own = 0;
  for (int i = ITEM(); i < channels * pixels; i += SUMMANDS) {
    int c = i / pixels, p = i - c * pixels;
    int y = p / width, x = p - y * width;
    float difference = out[outFirst + sample * outSample + c * outChannel + y * outRow + x]
                       - target[(sample * channels + c) * pixels + p];
    float slope = absolute ? (difference > 0 ? 1.0f : difference < 0 ? -1.0f : difference) : difference;
    if (!(counted >> c & 1)) { difference = 0; slope = 0; }
    own += absolute ? (difference < 0 ? -difference : difference) : 0.5f * difference * difference;
    dOut[dFirst + sample * dSample + c * dChannel + y * dRow + x] = slope * share;
  }
  float total = groupSum(own, room);
  if (ITEM() == 0) losses[sample] = total;
}

// v = momentum v - rate g, w = w + v.
KERNEL void descend(GLOBAL float *w, GLOBAL float *v, GLOBAL const float *g, int first, int count, float rate, float momentum) {
  int i = INDEX();
  if (i >= count) return;
  i += first;
  v[i] = momentum * v[i] - rate * g[i];
  w[i] += v[i];
}

// m = beta1 m + (1 - beta1) g, s = beta2 s + (1 - beta2) g g, w = w - size m / (sqrt(s) + floor).
KERNEL void adapt(GLOBAL float *w, GLOBAL float *m, GLOBAL float *s, GLOBAL const float *g, int first, int count, float size,
                  float floor, float beta1, float rest1, float beta2, float rest2) {
  int i = INDEX();
  if (i >= count) return;
  i += first;
  m[i] = beta1 * m[i] + rest1 * g[i];
  s[i] = beta2 * s[i] + rest2 * g[i] * g[i];
  w[i] -= size * m[i] / (SQRT(s[i]) + floor);
}

// average = decay average + (1 - decay) w.
KERNEL void follow(GLOBAL float *average, GLOBAL const float *w, int first, int count, float decay, float rest) {
  int i = INDEX();
  if (i >= count) return;
  i += first;
  average[i] = decay * average[i] + rest * w[i];
}

// Muon's matrices are a layer's weights as they lie, [O, I H W]: O rows, and with fewer rows than columns.

// m = momentum m + g, ahead = g + momentum m.
KERNEL void accelerate(GLOBAL float *m, GLOBAL const float *g, GLOBAL float *ahead, int first, int count, float momentum) {
  int i = INDEX();
  if (i >= count) return;
  float now = momentum * m[first + i] + g[first + i];
  m[first + i] = now;
  ahead[i] = g[first + i] + momentum * now;
}

#define TILE 16

// out = a b, a [rows, inner], b [inner, columns] or, if `transposed`, [columns, inner]. Groups of TILE x TILE items.
KERNEL void multiply(GLOBAL const float *a, GLOBAL const float *b, GLOBAL float *out, int rows, int inner, int columns,
                     int transposed) {
  LOCAL float left[TILE * TILE];
  LOCAL float right[TILE * TILE];
  int x = ITEM() % TILE, y = ITEM() / TILE;
  int column = GROUP(0) * TILE + x, row = GROUP(1) * TILE + y;
  float sum = 0;
  for (int k = 0; k < inner; k += TILE) {
    left[y * TILE + x] = row < rows && k + x < inner ? a[row * inner + k + x] : 0;
    if (transposed) {
      int from = GROUP(0) * TILE + y;
      right[x * TILE + y] = from < columns && k + x < inner ? b[from * inner + k + x] : 0;
    } else {
      right[y * TILE + x] = column < columns && k + y < inner ? b[(k + y) * columns + column] : 0;
    }
    BARRIER();
    for (int t = 0; t < TILE; t++) sum = FMA(left[y * TILE + t], right[t * TILE + x], sum);
    BARRIER();
  }
  if (row < rows && column < columns) out[row * columns + column] = sum;
}

// The sum of the diagonal of a matrix [n, n].
DEVICE float trace(GLOBAL const float *matrix, int n) {
  float sum = 0;
  for (int i = 0; i < n; i++) sum += matrix[i * n + i];
  return sum;
}

// x = gram divided by its trace, zeros where that is zero.
KERNEL void normalise(GLOBAL const float *gram, GLOBAL float *x, int n) {
  int i = INDEX();
  if (i >= n * n) return;
  float size = trace(gram, n);
  x[i] = size == 0 ? 0 : gram[i] / size;
}

// out = c0 I + c1 x + c2 square.
KERNEL void polynomial(GLOBAL const float *x, GLOBAL const float *square, GLOBAL float *out, int n, float c0, float c1, float c2) {
  int i = INDEX();
  if (i < n * n) out[i] = c1 * x[i] + c2 * square[i] + (i / n == i % n ? c0 : 0);
}

// out = p divided by the root of gram's trace, zeros where that is zero.
KERNEL void denormalise(GLOBAL const float *p, GLOBAL const float *gram, GLOBAL float *out, int n) {
  int i = INDEX();
  if (i >= n * n) return;
  float size = trace(gram, n);
  out[i] = size == 0 ? 0 : p[i] / SQRT(size);
}

// w = w - rate x.
KERNEL void subtract(GLOBAL float *w, GLOBAL const float *x, int first, int count, float rate) {
  int i = INDEX();
  if (i < count) w[first + i] -= rate * x[i];
}
